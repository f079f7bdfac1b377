package id.gerbang.billing.plan;

import id.gerbang.billing.grant.AcceptRoom;
import id.gerbang.billing.grant.AttributeField;
import id.gerbang.billing.grant.Routes;
import id.gerbang.billing.http.Checks;
import id.gerbang.billing.money.Money;
import id.gerbang.core.dictionary.Dictionary;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it is to be. Without {@code rateLimit} the router's own profile decides the speed.
 *
 * @param pool Framed-Pool, of the router; with an {@code addressPool} its fall-back
 * @param addressPool the name of a pool of ours
 * @param sharedUsers sessions at once; null: as many as they like
 * @param onLimit what becomes of a login beyond them: refuse or drop_oldest
 * @param effectiveFrom a day of the ISP's zone on which a change is made; today or null: now
 * @param applyTo whose service a change changes: {@code all}, or {@code new} ones only
 */
public record SavePlan(
    @Nullable String externalId,
    @Nullable String name,
    @Nullable Money price,
    @Nullable String period,
    @Nullable RateLimitFields rateLimit,
    @Nullable String pool,
    @Nullable String addressList,
    @Nullable String addressPool,
    @Nullable List<String> routes,
    @Nullable PlanIpv6 ipv6,
    @Nullable List<AttributeField> attributes,
    @Nullable Integer sharedUsers,
    @Nullable String onLimit,
    @Nullable LocalDate effectiveFrom,
    @Nullable String applyTo) {

  static final String TO_ALL = "all";
  static final String TO_NEW = "new";

  private static final int LONGEST_NAME = 63;
  private static final String NAME_ON_THE_WIRE = "[\\x21-\\x7e]{1,63}";
  private static final int MOST_SESSIONS = 1_000;

  /** Pools of the routers by name: {@code framedPool} for the link, the other for the LAN. */
  public record PlanIpv6(@Nullable String framedPool, @Nullable String delegatedPool) {}

  /** The same with defaults in place and without its day, or all that is wrong with it. */
  SavePlan checked(Dictionary dictionary) {
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
    nameOnTheWire(checks, pool, "pool");
    nameOnTheWire(checks, addressList, "addressList");
    if (ipv6 != null) {
      nameOnTheWire(checks, ipv6.framedPool(), "ipv6.framedPool");
      nameOnTheWire(checks, ipv6.delegatedPool(), "ipv6.delegatedPool");
    }
    List<String> checkedRoutes = Routes.checked(routes, checks, "routes");
    List<AttributeField> checkedAttributes =
        AttributeField.checked(attributes, checks, "attributes", dictionary);
    AcceptRoom.check(checkedRoutes, checkedAttributes, checks, "", dictionary);
    checks.that(
        sharedUsers == null || (sharedUsers >= 1 && sharedUsers <= MOST_SESSIONS),
        "sharedUsers",
        "is from 1 to " + MOST_SESSIONS);
    checks.that(
        onLimit == null || Set.of("refuse", "drop_oldest").contains(onLimit),
        "onLimit",
        "is one of refuse, drop_oldest");
    checks.that(
        applyTo == null || Set.of(TO_ALL, TO_NEW).contains(applyTo),
        "applyTo",
        "is one of all, new");
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
        Objects.requireNonNullElse(addressList, "aktif"),
        addressPool,
        checkedRoutes,
        ipv6,
        checkedAttributes,
        sharedUsers,
        Objects.requireNonNullElse(onLimit, "drop_oldest"),
        null,
        null);
  }

  /** Whether the network gives the same, whatever it is called and costs. */
  boolean givesTheSameAs(SavePlan other) {
    return service().equals(other.service());
  }

  private SavePlan service() {
    return new SavePlan(
        null,
        null,
        null,
        null,
        rateLimit,
        pool,
        addressList,
        addressPool,
        routes,
        ipv6,
        attributes,
        sharedUsers,
        onLimit,
        null,
        null);
  }

  private static void nameOnTheWire(Checks checks, @Nullable String name, String field) {
    checks.that(
        name == null || name.matches(NAME_ON_THE_WIRE),
        field,
        "is a name of 1 to 63 printable characters without spaces");
  }

  List<String> routeTexts() {
    return Objects.requireNonNullElse(routes, List.of());
  }

  List<String> attributeTexts() {
    return AttributeField.texts(attributes);
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
