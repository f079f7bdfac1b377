package id.gerbang.billing.profile;

import id.gerbang.billing.profile.Standing.Agreed;
import org.jspecify.annotations.Nullable;

/**
 * A pool of a router as we hold it.
 *
 * @param ranges null: it is none of ours, but was decided about
 * @param agreedOurs what we held when somebody decided; empty: nothing
 * @param agreedRouters what the router said then; empty: it had none
 */
public record HeldPool(
    String name, @Nullable String ranges, String agreedOurs, String agreedRouters) {

  Agreed agreed() {
    return new Agreed(name, PoolRanges.normal(agreedOurs), PoolRanges.normal(agreedRouters));
  }
}
