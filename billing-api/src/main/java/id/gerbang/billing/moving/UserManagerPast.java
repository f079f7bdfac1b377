package id.gerbang.billing.moving;

import id.gerbang.billing.past.Past;
import id.gerbang.routeros.Row;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What User Manager tells of the time before, over the API alone. Of payments version 6 tells none.
 *
 * @param zone of the router's clock
 */
record UserManagerPast(Menus menus, ZoneId zone) implements Past {

  @Override
  public void tell(Heard heard) {
    Sessions sessions = new Sessions(heard);
    menus.of(UserManager7.SESSIONS).forEach(it -> tell(sessions, it, "started", "ended"));
    menus.of(UserManager6.SESSIONS).forEach(it -> tell(sessions, it, "from-time", "till-time"));
    Counters.of(menus, zone).forEach(heard::counter);
    Payments payments = new Payments(heard);
    menus.of(UserManager7.PAYMENTS).stream()
        .filter(it -> it.get("trans-status").orElse("").equals("approved"))
        .forEach(it -> tell(payments, it));
  }

  /** What a customer downloads the router puts out. */
  private void tell(Sessions sessions, Row session, String from, String till) {
    sessions.tell(
        account(session),
        session.get("user").orElse(""),
        session.get("acct-session-id").orElse(""),
        Written.text(session, "nas-ip-address").map(this::fromOutside),
        Sessions.place(
            Written.text(session, "user-address").or(() -> Written.text(session, "user-ip")),
            Optional.empty(),
            Optional.empty(),
            Written.text(session, "calling-station-id"),
            Written.text(session, "nas-port-id")),
        session.isTrue("active") || Written.text(session, till).isEmpty(),
        Written.time(session, from, zone),
        Written.time(session, till, zone),
        Written.duration(session, "uptime"),
        Written.number(session, "upload"),
        Written.number(session, "download"),
        Written.text(session, "terminate-cause"));
  }

  /** A router that asks itself is told by the address of its own loopback. */
  private String fromOutside(String nas) {
    return nas.startsWith("127.") ? menus.address().orElse(nas) : nas;
  }

  private void tell(Payments payments, Row payment) {
    String price = Written.text(payment, "price").orElse("");
    String profile = Written.text(payment, "profile").orElse("");
    payments.tell(
        account(payment),
        String.join(" ", Written.text(payment, "trans-start").orElse(""), price, profile),
        Written.time(payment, "trans-end", zone)
            .or(() -> Written.time(payment, "trans-start", zone)),
        price,
        Written.text(payment, "currency").orElse(""),
        Written.text(payment, "method").orElse(""),
        profile);
  }

  private static String account(Row row) {
    return UserManagerSource.ACCOUNT + row.get("user").orElse("");
  }
}
