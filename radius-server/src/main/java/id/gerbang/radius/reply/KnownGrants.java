package id.gerbang.radius.reply;

import id.gerbang.core.access.Decision;
import id.gerbang.core.access.Grant;
import id.gerbang.core.session.Granted;
import id.gerbang.radius.packet.EncodedAttributes;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What was lately granted, as the reply, Class and the access event tell it: the subscribers of a
 * plan are mostly granted the same, and its attributes and two hashes are worth remembering. A
 * table that never grows: what finds its place taken takes it, so that the many ends of prepaid
 * subscribers push out little.
 */
public final class KnownGrants {

  private static final int SIZE = 1 << 12;

  private final AtomicReferenceArray<Known> table = new AtomicReferenceArray<>(SIZE);

  /**
   * One of them.
   *
   * @param attributes the accept's {@link GrantAttributes#lasting}
   * @param granted as {@link Granted#text}, for Class
   * @param words for the access event
   */
  public record Known(
      Decision.Accept accept, EncodedAttributes attributes, String granted, String words) {

    private boolean isOf(Decision.Accept other) {
      return accept.reason() == other.reason() && accept.grant().equals(other.grant());
    }
  }

  public Known of(Decision.Accept accept) {
    int hash = 31 * accept.grant().hashCode() + accept.reason().ordinal();
    int place = (hash ^ hash >>> 16) & SIZE - 1;
    Known known = table.get(place);
    if (known != null && known.isOf(accept)) {
      return known;
    }
    Granted granted = Granted.of(accept.reason(), accept.grant());
    Known fresh =
        new Known(
            accept, GrantAttributes.lasting(accept.grant()), granted.text(), words(accept.grant()));
    table.set(place, fresh);
    return fresh;
  }

  /** What a person wants to know of a grant, beside its address. */
  public static String words(Grant grant) {
    return "rate="
        + grant.rateLimit().orElse("-")
        + " list="
        + grant.addressList()
        + grant.framedPool().map(pool -> " pool=" + pool).orElse("");
  }
}
