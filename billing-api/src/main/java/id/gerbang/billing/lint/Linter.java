package id.gerbang.billing.lint;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.gerbang.routeros.ExportItem;
import id.gerbang.routeros.ExportText;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All rules over one text. */
final class Linter {

  /** How Gerbang writes items of what it keeps, which RouterOS would begin with a verb. */
  private static final String KEPT_ITEM = "(?m)^  (?=\\S)";

  private final Router router;
  private final int items;

  private Linter(List<ExportItem> items, boolean kept) {
    this.router = new Router(items, kept);
    this.items = items.size();
  }

  /** What {@code /export} prints, of RouterOS 6 or 7, or a part of it. */
  static Linter ofExport(byte[] text) {
    return new Linter(ExportText.items(text), false);
  }

  /** A configuration as Gerbang keeps it. */
  static Linter ofKept(String text) {
    return new Linter(ExportText.items(text.replaceAll(KEPT_ITEM, "add ").getBytes(UTF_8)), true);
  }

  /** How many items were read: of what is no configuration, none. */
  int items() {
    return items;
  }

  /** By line, the worst of each first. */
  List<Finding> findings() {
    return Stream.of(
            new NumberRules(router).findings(),
            new BridgeRules(router).findings(),
            new TunnelRules(router).findings(),
            new LoginRules(router).findings())
        .flatMap(findings -> findings)
        .sorted(Comparator.comparingInt(Finding::line).thenComparing(Finding::rule))
        .toList();
  }

  /** Properties that are not in the text, so that nothing is said of them. */
  List<String> untold() {
    return Stream.of(
            untold(Router.SECRET, "password"),
            untold(Router.SSTP_CLIENT, "password"),
            untold(Router.EOIP, "mac-address"))
        .flatMap(names -> names)
        .distinct()
        .toList();
  }

  private Stream<String> untold(String menu, String property) {
    List<ExportItem> of = router.items(menu);
    boolean none = of.stream().noneMatch(item -> item.get(property).isPresent());
    return !of.isEmpty() && none ? Stream.of(property) : Stream.empty();
  }
}
