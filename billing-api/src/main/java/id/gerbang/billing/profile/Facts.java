package id.gerbang.billing.profile;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a profile of a router and a plan of ours both say.
 *
 * @param rateLimit as on the wire, upload first; null: none
 * @param pool of the router; null: not said
 * @param addressList null: a router's profile that puts nobody on one
 */
public record Facts(
    @Nullable String rateLimit, @Nullable String pool, @Nullable String addressList) {

  /** Every plan names a list, since RADIUS can't clear one: a profile without is no difference. */
  static boolean same(Facts ours, Facts routers) {
    return Objects.equals(ours.rateLimit, routers.rateLimit)
        && Objects.equals(ours.pool, routers.pool)
        && (routers.addressList == null || routers.addressList.equals(ours.addressList));
  }

  /** One line, by which two are compared. */
  @JsonIgnore
  String text() {
    return "rate=%s pool=%s list=%s".formatted(rateLimit, pool, addressList);
  }
}
