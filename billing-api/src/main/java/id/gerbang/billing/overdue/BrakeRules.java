package id.gerbang.billing.overdue;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * When a day's cuts wait for a person, as it is set, kept and shown. What a change leaves out is
 * null.
 *
 * @param maxShare how many percent of the active subscriptions a day may newly cut
 * @param minCount so many may always be cut: of few subscriptions one is a large share
 * @param gatewaySilentHours of a gateway that had payments in the same hours of the weeks before;
 *     0: not asked
 */
public record BrakeRules(
    @Nullable Integer maxShare, @Nullable Integer minCount, @Nullable Integer gatewaySilentHours) {

  static final BrakeRules DEFAULT = new BrakeRules(5, 20, 12);

  private static final int MOST_COUNT = 1_000_000;
  private static final int MOST_HOURS = 72;

  static BrakeRules of(Handle handle) {
    return handle
        .attach(SettingDao.class)
        .value(SettingDao.BRAKE)
        .map(kept -> DEFAULT.with(Json.kept(kept, BrakeRules.class)))
        .orElse(DEFAULT);
  }

  BrakeRules with(BrakeRules change) {
    return Json.overlay(this, change, BrakeRules.class);
  }

  void check(Checks checks) {
    within(checks, maxShare, "maxShare", 100);
    within(checks, minCount, "minCount", MOST_COUNT);
    within(checks, gatewaySilentHours, "gatewaySilentHours", MOST_HOURS);
  }

  private static void within(Checks checks, @Nullable Integer value, String field, int most) {
    checks.that(
        value == null || (value >= 0 && value <= most), "brake." + field, "is from 0 to " + most);
  }

  int silentHours() {
    return Objects.requireNonNull(gatewaySilentHours);
  }

  /**
   * Why a day may not cut as many, in words; empty: it may.
   *
   * @param cuts of the day, those that are done too
   * @param silent gateways that are usually heard in these hours
   */
  List<String> against(long cuts, long active, List<String> silent) {
    List<String> reasons = new ArrayList<>();
    long most =
        Math.max(Objects.requireNonNull(minCount), active * Objects.requireNonNull(maxShare) / 100);
    if (cuts > most) {
      reasons.add(
          "%d of %d active subscriptions would be cut in a day, and %d may be"
              .formatted(cuts, active, most));
    }
    for (String gateway : silent) {
      reasons.add(
          "%s has been silent for %d hours in which payments normally come"
              .formatted(gateway, silentHours()));
    }
    return reasons;
  }
}
