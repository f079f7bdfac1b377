package id.gerbang.billing.moving;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.imports.Choices;
import id.gerbang.billing.imports.Intake;
import id.gerbang.billing.imports.Source;
import id.gerbang.billing.past.Past;
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

  private static final String BY_GROUPS =
      "use-profiles is off: profiles and their limitations mean nothing there; a plan is made for each group, of what it answers";
  private static final String WITHOUT_ENDS =
      "version 6 tells no end of what was bought: choices.activeUntil is the end of all who logged in already";
  private static final String CLOCK = "/system/clock";

  /** What the ids of its users begin with here. */
  static final String ACCOUNT = "usermanager:";

  static final String LICENCE = "/system/license";

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
    return intake(new Menus(ExportText.read(content), Optional.empty()), choices);
  }

  @Override
  public Intake router(Ref router, Choices choices, Actor actor) {
    List<String> menus =
        Stream.of(List.of(CLOCK, LICENCE), UserManager7.MENUS, UserManager6.MENUS)
            .flatMap(List::stream)
            .toList();
    return intake(routers.read(router, menus, actor), choices);
  }

  private Intake intake(Menus menus, Choices choices) {
    ZoneId there = zone(menus);
    Past past = menus.live() ? new UserManagerPast(menus, there) : Past.NONE;
    Moved moved;
    if (menus.has(UserManager7.USERS)) {
      UserManager7 manager = new UserManager7(menus, there);
      moved = manager.moved(past, manager.byProfiles() ? List.of() : List.of(BY_GROUPS));
    } else if (menus.has(UserManager6.USERS)) {
      moved = new UserManager6(menus, there).moved(past, List.of(WITHOUT_ENDS));
    } else {
      throw Problem.unprocessable(
          "content", "has no users of User Manager: is its package there, and has it users?");
    }
    List<String> findings = new ArrayList<>(moved.findings());
    findings.addAll(Findings.of(menus, moved.accounts(), there, clock.instant()));
    return AccountsIntake.of(new Moved(moved.accounts(), moved.tariffs(), past, findings), choices);
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
}
