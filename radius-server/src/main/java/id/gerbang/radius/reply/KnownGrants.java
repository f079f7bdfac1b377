package id.gerbang.radius.reply;

import id.gerbang.core.access.Decision;
import id.gerbang.core.access.Grant;
import id.gerbang.core.access.Reason;
import id.gerbang.core.session.Granted;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was lately granted, as Class and the access event tell it: the subscribers of a plan are
 * mostly granted the same, and its two hashes are worth remembering. Bounded: full, it begins anew.
 */
public final class KnownGrants {

  private static final int MOST = 4_096;

  private final Map<Accepted, Known> known = new ConcurrentHashMap<>();

  private record Accepted(Reason reason, Grant grant) {}

  /**
   * One of them.
   *
   * @param words for the access event: what a person wants to know of it
   */
  public record Known(Granted granted, String words) {}

  public Known of(Decision.Accept accept) {
    Accepted accepted = new Accepted(accept.reason(), accept.grant());
    Known grant = known.get(accepted);
    if (grant == null) {
      grant = new Known(Granted.of(accept.reason(), accept.grant()), words(accept.grant()));
      if (known.size() >= MOST) {
        known.clear();
      }
      known.put(accepted, grant);
    }
    return grant;
  }

  private static String words(Grant grant) {
    return "rate="
        + grant.rateLimit().orElse("-")
        + " list="
        + grant.addressList()
        + grant.framedIp().map(ip -> " ip=" + ip.getHostAddress()).orElse("")
        + grant.framedPool().map(pool -> " pool=" + pool).orElse("");
  }
}
