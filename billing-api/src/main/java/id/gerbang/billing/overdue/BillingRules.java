package id.gerbang.billing.overdue;

import com.fasterxml.jackson.annotation.JsonFormat;
import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Json;
import java.time.LocalTime;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * How periods are billed, as it is set, kept and shown. What a change leaves out is null.
 *
 * @param dueDays after it begins, or after the run where that is later, a period is due
 * @param automatic whether each day brings a run by itself
 * @param runAt of the day, in the ISP's zone
 * @param daysAhead how many days before it begins a period is billed
 * @param noBillWhileSuspended whether days without service for non-payment cost nothing, for ever
 */
public record BillingRules(
    @Nullable Integer dueDays,
    @Nullable Boolean automatic,
    @JsonFormat(pattern = "HH:mm") @Nullable LocalTime runAt,
    @Nullable Integer daysAhead,
    @Nullable Boolean noBillWhileSuspended) {

  public static final BillingRules DEFAULT =
      new BillingRules(10, true, LocalTime.of(1, 0), 0, true);

  private static final int MOST_DUE_DAYS = 60;
  private static final int MOST_DAYS_AHEAD = 31;

  /** Those in force. */
  public static BillingRules of(Handle handle) {
    return handle
        .attach(SettingDao.class)
        .value(SettingDao.BILLING)
        .map(kept -> DEFAULT.with(Json.kept(kept, BillingRules.class)))
        .orElse(DEFAULT);
  }

  BillingRules with(BillingRules change) {
    return Json.overlay(this, change, BillingRules.class);
  }

  void check(Checks checks) {
    checks.that(
        dueDays == null || (dueDays >= 0 && dueDays <= MOST_DUE_DAYS),
        "billing.dueDays",
        "is from 0 to " + MOST_DUE_DAYS);
    checks.that(
        daysAhead == null || (daysAhead >= 0 && daysAhead <= MOST_DAYS_AHEAD),
        "billing.daysAhead",
        "is from 0 to " + MOST_DAYS_AHEAD);
  }

  public int daysUntilDue() {
    return Objects.requireNonNull(dueDays);
  }

  public boolean runByThemselves() {
    return Objects.requireNonNull(automatic);
  }

  public LocalTime timeOfDay() {
    return Objects.requireNonNull(runAt);
  }

  public int daysBefore() {
    return Objects.requireNonNull(daysAhead);
  }

  public boolean sparesTheSuspended() {
    return Objects.requireNonNull(noBillWhileSuspended);
  }
}
