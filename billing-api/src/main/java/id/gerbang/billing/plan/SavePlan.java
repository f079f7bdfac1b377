package id.gerbang.billing.plan;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.money.Money;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A plan as it is to be. Without {@code rateLimit} the router's own profile decides the speed. */
public record SavePlan(
    @Nullable String externalId,
    @Nullable String name,
    @Nullable Money price,
    @Nullable String period,
    @Nullable RateLimitFields rateLimit,
    @Nullable String pool,
    @Nullable String addressList) {

  private static final int LONGEST_NAME = 63;
  private static final String NAME_ON_THE_WIRE = "[\\x21-\\x7e]{1,63}";

  /** The same with defaults in place, or all that is wrong with it. */
  SavePlan checked() {
    Checks checks = new Checks();
    checks.optionalText(externalId, "externalId", 255);
    checks.text(name, "name", LONGEST_NAME);
    if (price == null) {
      checks.that(false, "price", "is missing");
    } else {
      checks.that(
          price.amount() >= 0 && price.amount() <= Money.MOST,
          "price",
          "is from 0 to " + Money.MOST);
      checks.that(price.currency().equals(Money.RUPIAH), "price.currency", "is IDR");
    }
    checks.that(
        period == null || period.matches("P[1-9][0-9]{0,2}[DM]"),
        "period",
        "is a number of days or months, such as P30D or P1M");
    checks.that(
        pool == null || pool.matches(NAME_ON_THE_WIRE),
        "pool",
        "is a name of 1 to 63 printable characters without spaces");
    checks.that(
        addressList == null || addressList.matches(NAME_ON_THE_WIRE),
        "addressList",
        "is a name of 1 to 63 printable characters without spaces");
    if (rateLimit != null) {
      rateLimit.check(checks);
    }
    checks.done();
    checkTogether(checks);
    return new SavePlan(
        externalId,
        name,
        price,
        Objects.requireNonNullElse(period, "P1M"),
        rateLimit,
        pool,
        Objects.requireNonNullElse(addressList, "aktif"));
  }

  private void checkTogether(Checks checks) {
    try {
      if (rateLimit != null) {
        rateLimit.rateLimit();
      }
    } catch (IllegalArgumentException e) {
      checks.that(false, "rateLimit", String.valueOf(e.getMessage()));
    }
    checks.done();
  }
}
