package id.gerbang.billing.staff;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Reach;
import id.gerbang.billing.http.Role;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Someone to take in, or to let do something else from now on.
 *
 * @param name the audit names them by it, so it stays
 */
public record SaveStaff(
    @Nullable String name,
    @Nullable Role role,
    @Nullable List<String> areas,
    @Nullable List<Long> routers) {

  private static final int MOST = 200;
  private static final int LONGEST_AREA = 100;

  String checkedName() {
    Checks checks = new Checks();
    checks.text(name, "name", 63);
    check(checks);
    checks.done();
    return Objects.requireNonNull(name);
  }

  /** For a change of somebody. */
  void checked(StaffView present) {
    Checks checks = new Checks();
    checks.that(name == null || name.equals(present.name()), "name", "stays as it is");
    check(checks);
    checks.done();
  }

  private void check(Checks checks) {
    checks.that(role != null, "role", "is missing");
    checkReach(checks, areas, routers);
  }

  Role checkedRole() {
    return Objects.requireNonNull(role);
  }

  Reach reach() {
    return StaffView.reach(areas, routers);
  }

  static void checkReach(
      Checks checks, @Nullable List<String> areas, @Nullable List<Long> routers) {
    List<String> named = Objects.requireNonNullElse(areas, List.of());
    checks.that(named.size() <= MOST, "areas", "has more than " + MOST);
    for (int i = 0; i < named.size(); i++) {
      checks.text(named.get(i), "areas[" + i + "]", LONGEST_AREA);
    }
    List<Long> ids = Objects.requireNonNullElse(routers, List.of());
    checks.that(ids.size() <= MOST, "routers", "has more than " + MOST);
    for (int i = 0; i < ids.size(); i++) {
      checks.that(ids.get(i) != null, "routers[" + i + "]", "is a router's id");
    }
  }
}
