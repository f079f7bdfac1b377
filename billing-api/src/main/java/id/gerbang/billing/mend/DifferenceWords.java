package id.gerbang.billing.mend;

import id.gerbang.billing.wording.Bundles;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/** Differences in the words of one language. */
public final class DifferenceWords {

  private final ResourceBundle bundle;

  public DifferenceWords(Locale language) {
    bundle = Bundles.of("id.gerbang.billing.mend.differences", language);
  }

  public List<ItemDifferenceView> views(List<ItemDifference> differences) {
    return differences.stream().map(this::view).toList();
  }

  private ItemDifferenceView view(ItemDifference difference) {
    String what = (difference.menu() + " " + difference.item()).strip();
    String kind = difference.kind().name().toLowerCase(Locale.ROOT);
    String properties =
        difference.properties().stream()
            .map(PropertyDifference::name)
            .collect(Collectors.joining(", "));
    return new ItemDifferenceView(
        kind,
        difference.menu(),
        difference.item().isEmpty() ? null : difference.item(),
        String.format(Locale.ROOT, bundle.getString(kind), what, properties),
        difference.properties(),
        difference.isOurs() ? difference.command() : null);
  }
}
