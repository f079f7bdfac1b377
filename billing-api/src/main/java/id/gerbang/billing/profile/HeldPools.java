package id.gerbang.billing.profile;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What we hold of routers' pools, as a set-up takes and leaves it: {@code NAME=RANGES}. */
public final class HeldPools {

  private HeldPools() {}

  /** The first is for plans that name none. */
  public static List<String> of(Handle handle, long routerId) {
    return handle.attach(HeldPoolDao.class).of(routerId).stream()
        .filter(pool -> pool.ranges() != null)
        .map(pool -> pool.name() + "=" + pool.ranges())
        .toList();
  }

  /** Whether a router takes them, as they are written. */
  public static boolean areRanges(String text) {
    return PoolRanges.withoutBlanks(text).equals(text) && PoolRanges.parse(text).isPresent();
  }

  /** These and no others, which the router has too now. */
  public static void made(Handle handle, long routerId, List<String> pools, Instant at, String by) {
    HeldPoolDao dao = handle.attach(HeldPoolDao.class);
    dao.forget(routerId);
    for (String pool : pools) {
      int equals = pool.lastIndexOf('=');
      String ranges = pool.substring(equals + 1);
      String normal = PoolRanges.normal(ranges);
      dao.agree(routerId, pool.substring(0, equals), ranges, normal, normal, at, by);
    }
  }
}
