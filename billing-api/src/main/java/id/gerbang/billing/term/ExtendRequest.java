package id.gerbang.billing.term;

import id.gerbang.billing.http.Checks;
import org.jspecify.annotations.Nullable;

/** Days for nothing. */
public record ExtendRequest(
    @Nullable Integer days, @Nullable String reason, @Nullable Boolean dryRun) {

  private static final int MOST_DAYS = 366;

  int checkedDays() {
    Checks checks = new Checks();
    checks.that(
        days != null && days >= 1 && days <= MOST_DAYS, "days", "is from 1 to " + MOST_DAYS);
    checks.text(reason, "reason", 500);
    checks.done();
    return days == null ? 0 : days;
  }
}
