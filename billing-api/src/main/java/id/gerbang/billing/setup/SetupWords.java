package id.gerbang.billing.setup;

import id.gerbang.billing.setup.SetupDifference.Kind;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/** Differences in the words of one language. */
final class SetupWords {

  /** Without this, English would fall back to the machine's own language. */
  private static final ResourceBundle.Control ENGLISH_IS_DEFAULT =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final ResourceBundle bundle;

  SetupWords(Locale language) {
    bundle =
        ResourceBundle.getBundle(
            "id.gerbang.billing.setup.differences", language, ENGLISH_IS_DEFAULT);
  }

  List<SetupDifferenceView> views(List<SetupDifference> differences) {
    return differences.stream().map(this::view).toList();
  }

  private SetupDifferenceView view(SetupDifference difference) {
    String what = (difference.menu() + " " + difference.item()).strip();
    String kind = difference.kind().name().toLowerCase(Locale.ROOT);
    String properties =
        difference.properties().stream()
            .map(PropertyDifference::name)
            .collect(Collectors.joining(", "));
    return new SetupDifferenceView(
        kind,
        difference.menu(),
        difference.item().isEmpty() ? null : difference.item(),
        String.format(Locale.ROOT, bundle.getString(kind), what, properties),
        difference.properties(),
        difference.kind() == Kind.FOREIGN ? null : difference.command());
  }
}
