package id.gerbang.billing.staff;

import id.gerbang.billing.http.Caller.Pace;
import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Reach;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.http.Scopes;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A token to make.
 *
 * @param staffId whose it is, and with whom it ends; absent: of whoever makes it, also by a token
 *     of theirs
 * @param scopes absent: all that the role may
 * @param expiresAt absent: when it is revoked
 * @param rate requests a second
 * @param burst at once
 */
public record TokenRequest(
    @Nullable String name,
    @Nullable Role role,
    @Nullable Long staffId,
    @Nullable List<String> scopes,
    @Nullable List<String> areas,
    @Nullable List<Long> routers,
    @Nullable Instant expiresAt,
    @Nullable Integer rate,
    @Nullable Integer burst) {

  static TokenRequest of(String name, Role role) {
    return new TokenRequest(name, role, null, null, null, null, null, null, null);
  }

  void check(Instant now) {
    Checks checks = new Checks();
    checks.text(name, "name", 63);
    checks.that(role != null, "role", "is missing");
    Scopes.check(checks, Objects.requireNonNullElse(scopes, List.of()));
    SaveStaff.checkReach(checks, areas, routers);
    checks.that(expiresAt == null || expiresAt.isAfter(now), "expiresAt", "is in the past");
    checks.that(paceRate() >= 1 && paceRate() <= 10_000, "rate", "is from 1 to 10000");
    checks.that(paceBurst() >= 1 && paceBurst() <= 100_000, "burst", "is from 1 to 100000");
    checks.done();
  }

  Role checkedRole() {
    return Objects.requireNonNull(role);
  }

  /** For SQL, as those below. */
  public String @Nullable [] scopesOrAll() {
    return scopes == null || scopes.isEmpty() ? null : scopes.toArray(String[]::new);
  }

  public String @Nullable [] areasOrAll() {
    return reach().areasOrAll();
  }

  public Long @Nullable [] routersOrAll() {
    return reach().routersOrAll();
  }

  public int paceRate() {
    return rate == null ? Pace.USUAL.rate() : rate;
  }

  public int paceBurst() {
    return burst == null ? Pace.USUAL.burst() : burst;
  }

  private Reach reach() {
    return StaffView.reach(areas, routers);
  }
}
