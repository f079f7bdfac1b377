package id.gerbang.billing.cutover;

import id.gerbang.billing.http.Problem;
import id.gerbang.routeros.CommandText;
import id.gerbang.routeros.RouterOs;
import id.gerbang.routeros.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The entries of a router's {@code /radius} that customers are asked for. It asks them in their
 * order: the next one where one is silent, and not where one refuses.
 */
record RadiusEntries(List<Row> rows) {

  static final String HERE = "here";
  static final String THERE = "there";
  private static final String NOBODY = "nobody";

  /** As the set-up script marks ours, or whoever entered it by hand. */
  private static final Pattern OURS = Pattern.compile("^(isp:radius:|gerbang)");

  /** Whose logins an ISP is moved by. */
  private static final String PPP = "ppp";

  private static final String MENU = "/radius";

  static final String SCRIPT_THERE =
      "/radius set [find comment~\"^(isp:radius:|gerbang)\"] disabled=yes\n";

  static RadiusEntries of(RouterOs router) {
    return new RadiusEntries(
        router.print(MENU, List.of(".id", "address", "service", "comment", "disabled")).stream()
            .filter(row -> row.words("service").stream().anyMatch(RadiusEntries::ofCustomers))
            .toList());
  }

  private static boolean ofCustomers(String service) {
    return service.equals(PPP) || service.equals("hotspot");
  }

  static boolean isOurs(Row row) {
    return OURS.matcher(row.get("comment").orElse("")).find();
  }

  static boolean isOn(Row row) {
    return !row.isTrue("disabled");
  }

  private List<Row> ours() {
    return rows.stream().filter(RadiusEntries::isOurs).toList();
  }

  private Optional<Row> firstOther() {
    return rows.stream().filter(row -> !isOurs(row)).findFirst();
  }

  /** What is moved without a destination comes behind all others. */
  String scriptHere() {
    return "/radius set [find comment~\"^(isp:radius:|gerbang)\"] disabled=no\n"
        + rows.stream()
            .filter(row -> !isOurs(row))
            .map(row -> CommandText.quoted(row.get("address").orElse("")))
            .map("/radius move [find address=%s]\n"::formatted)
            .collect(Collectors.joining());
  }

  /** Whose is asked first, of PPP's logins. */
  String answers() {
    return rows.stream()
        .filter(row -> isOn(row) && row.words("service").contains(PPP))
        .findFirst()
        .map(row -> isOurs(row) ? HERE : THERE)
        .orElse(NOBODY);
  }

  /**
   * @throws Problem there is none to go to
   */
  void requireWay(String to) {
    if (to.equals(HERE) && ours().isEmpty()) {
      throw Problem.conflict(
          "to", "can't be here: the router has no entry of ours; apply its set-up first");
    }
    Set<String> elsewhere =
        rows.stream()
            .filter(row -> !isOurs(row) && isOn(row))
            .flatMap(row -> row.words("service").stream())
            .collect(Collectors.toSet());
    Set<String> missing = served();
    missing.removeAll(elsewhere);
    if (to.equals(THERE) && !missing.isEmpty()) {
      throw Problem.conflict(
          "to",
          "can't be there: the router has no other entry that is on for %s, so nobody would answer"
              .formatted(String.join(", ", missing)));
    }
  }

  /** What ours are asked for. */
  private Set<String> served() {
    return ours().stream()
        .filter(RadiusEntries::isOn)
        .flatMap(row -> row.words("service").stream())
        .filter(RadiusEntries::ofCustomers)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Puts ours before all others, or takes them out of use. */
  void turn(RouterOs router, String to) {
    for (Row row : ours()) {
      router.set(MENU, row.id(), Map.of("disabled", to.equals(HERE) ? "no" : "yes"));
      if (to.equals(HERE)) {
        firstOther()
            .ifPresent(
                other ->
                    router.run(
                        MENU + "/move", Map.of("numbers", row.id(), "destination", other.id())));
      }
    }
  }
}
