package id.gerbang.billing.backup;

import id.gerbang.billing.http.Actor;
import java.net.Inet4Address;
import org.jdbi.v3.core.Handle;

/** Makes the login of a backup link: a subscription of service {@code sstp}. */
@FunctionalInterface
public interface SstpLogins {

  /**
   * In the transaction of its link.
   *
   * @param address what RADIUS answers as Framed-IP-Address, always: EoIP ends there
   * @return the subscription's id
   */
  long create(
      Handle handle,
      long customerId,
      long planId,
      String username,
      Password password,
      Inet4Address address,
      Actor actor);
}
