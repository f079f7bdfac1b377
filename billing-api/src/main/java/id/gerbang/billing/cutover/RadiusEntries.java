package id.gerbang.billing.cutover;

import id.gerbang.billing.http.Problem;
import id.gerbang.routeros.CommandText;
import id.gerbang.routeros.RouterOs;
import id.gerbang.routeros.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The entries of a router's {@code /radius} that customers are asked for. It asks them in their
 * order: the next one where one is silent, and not where one refuses.
 */
record RadiusEntries(List<Row> rows) {

  static final String HERE = "here";
  static final String THERE = "there";
  private static final String NOBODY = "nobody";

  /** As the set-up script marks ours. */
  private static final String OURS = "isp:radius:";

  private static final String MENU = "/radius";

  static final String SCRIPT_THERE = "/radius set [find comment~\"^isp:radius:\"] disabled=yes\n";

  static RadiusEntries of(RouterOs router) {
    return new RadiusEntries(
        router.print(MENU, List.of(".id", "address", "service", "comment", "disabled")).stream()
            .filter(row -> row.words("service").stream().anyMatch(RadiusEntries::ofCustomers))
            .toList());
  }

  private static boolean ofCustomers(String service) {
    return service.equals("ppp") || service.equals("hotspot");
  }

  static boolean isOurs(Row row) {
    return row.get("comment").orElse("").startsWith(OURS);
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
    return "/radius set [find comment~\"^isp:radius:\"] disabled=no\n"
        + rows.stream()
            .filter(row -> !isOurs(row))
            .map(row -> CommandText.quoted(row.get("address").orElse("")))
            .map("/radius move [find address=%s]\n"::formatted)
            .collect(Collectors.joining());
  }

  /** Whose is asked first. */
  String answers() {
    return rows.stream()
        .filter(RadiusEntries::isOn)
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
    if (to.equals(THERE) && rows.stream().noneMatch(row -> !isOurs(row) && isOn(row))) {
      throw Problem.conflict(
          "to", "can't be there: the router has no other entry that is on, so nobody would answer");
    }
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
