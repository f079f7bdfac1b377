package id.gerbang.billing.moving;

import id.gerbang.billing.past.Past;
import id.gerbang.routeros.Row;
import java.time.ZoneId;

/**
 * What User Manager tells of the time before, over the API alone. Of payments version 6 tells none.
 *
 * @param zone of the router's clock
 */
record UserManagerPast(Menus menus, ZoneId zone) implements Past {

  @Override
  public void tell(Heard heard) {
    Payments payments = new Payments(heard);
    menus.of(UserManager7.PAYMENTS).stream()
        .filter(it -> it.get("trans-status").orElse("").equals("approved"))
        .forEach(it -> tell(payments, it));
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
