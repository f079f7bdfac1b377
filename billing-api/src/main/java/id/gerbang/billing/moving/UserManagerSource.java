package id.gerbang.billing.moving;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.imports.Choices;
import id.gerbang.billing.imports.Intake;
import id.gerbang.billing.imports.Source;
import id.gerbang.routeros.ExportText;
import id.gerbang.routeros.Row;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** MikroTik's User Manager, over a router's API or from its export. */
public final class UserManagerSource implements Source {

  private static final String CLOCK = "/system/clock";
  private static final String LICENCE = "/system/license";

  private final Clock clock;
  private final ZoneId zone;
  private final RouterMenus routers;

  /**
   * @param zone of routers that don't tell theirs
   */
  public UserManagerSource(Clock clock, ZoneId zone, RouterMenus routers) {
    this.clock = clock;
    this.zone = zone;
    this.routers = routers;
  }

  @Override
  public Intake file(byte[] content, Choices choices) {
    return intake(new Menus(ExportText.read(content), false), choices);
  }

  @Override
  public Intake router(Ref router, Choices choices, Actor actor) {
    List<String> menus =
        Stream.of(List.of(CLOCK, LICENCE), UserManager7.MENUS).flatMap(List::stream).toList();
    return intake(routers.read(router, menus, actor), choices);
  }

  private Intake intake(Menus menus, Choices choices) {
    if (!menus.has(UserManager7.USERS)) {
      throw Problem.unprocessable(
          "content", "has no users of User Manager: is its package there, and has it users?");
    }
    ZoneId there = zone(menus);
    UserManager7 manager = new UserManager7(menus, there);
    List<Account> accounts = manager.accounts();
    return AccountsIntake.of(
        accounts, manager.tariffs(), choices, findings(menus, manager, accounts, there));
  }

  /** A name knows more than an offset; a clock that was set by hand has none. */
  private ZoneId zone(Menus menus) {
    Optional<Row> told = menus.one(CLOCK);
    return told.flatMap(it -> zone(it, "time-zone-name"))
        .or(() -> told.flatMap(it -> zone(it, "gmt-offset")))
        .orElse(zone);
  }

  private static Optional<ZoneId> zone(Row row, String property) {
    try {
      return row.get(property).map(ZoneId::of);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private List<String> findings(
      Menus menus, UserManager7 manager, List<Account> accounts, ZoneId there) {
    List<String> findings = new ArrayList<>();
    if (!manager.byProfiles()) {
      findings.add(
          "use-profiles is off: profiles and their limitations mean nothing there; a plan is made for each group, of what it answers");
    }
    long hidden = accounts.stream().filter(it -> it.password().isEmpty()).count();
    if (hidden > 0) {
      findings.add(
          "%d accounts are without a password: %s"
              .formatted(
                  hidden,
                  menus.live()
                      ? "the router's user has no policy sensitive, or they have none"
                      : "export with show-sensitive, which version 7 leaves out by itself"));
    }
    if (!menus.live()) {
      findings.add("an export tells no ends, sessions or payments: over the API they are read too");
    }
    menus
        .one(LICENCE)
        .ifPresent(
            it ->
                findings.addAll(
                    Licences.words(
                        it, spans(menus.of(UserManager7.SESSIONS), there), clock.instant())));
    payments(menus.of(UserManager7.PAYMENTS)).ifPresent(findings::add);
    routers(menus.of(UserManager7.ROUTERS)).ifPresent(findings::add);
    return findings;
  }

  private static List<Licences.Span> spans(List<Row> sessions, ZoneId there) {
    return sessions.stream()
        .flatMap(
            row ->
                Written.time(row, "started", there)
                    .map(from -> new Licences.Span(from, Written.time(row, "ended", there)))
                    .stream())
        .toList();
  }

  private static Optional<String> payments(List<Row> payments) {
    long approved =
        payments.stream()
            .filter(it -> it.get("trans-status").orElse("").equals("approved"))
            .count();
    return approved == 0
        ? Optional.empty()
        : Optional.of(
            "%d approved payments are not taken into the books: what they bought is in the ends of accounts"
                .formatted(approved));
  }

  private static Optional<String> routers(List<Row> routers) {
    String names =
        String.join(
            ", ",
            routers.stream()
                .map(
                    it ->
                        it.get("name").orElse("")
                            + " "
                            + it.get("address").or(() -> it.get("ip-address")).orElse(""))
                .toList());
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of("routers that ask it, each to be cut over: " + names);
  }
}
