package id.gerbang.billing.moving;

import id.gerbang.billing.past.Past;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * PHPNuxBill's transactions: recharges that were paid, and money that was put on a balance. What a
 * balance paid came in when it was put there.
 *
 * @param zone of its clock
 */
record PhpNuxBillPast(Tables tables, ZoneId zone) implements Past {

  static final String TRANSACTIONS = "tbl_transactions";
  static final String SETTINGS = "tbl_appconfig";

  @Override
  public void tell(Heard heard) {
    Payments payments = new Payments(heard);
    String currency = currency();
    Map<String, String> customers = new HashMap<>();
    for (Map<String, String> customer : tables.of(PhpNuxBillSource.CUSTOMERS)) {
      Tables.text(customer, "username")
          .ifPresent(name -> customers.put(name, customer.getOrDefault("id", name)));
    }
    for (Map<String, String> transaction : tables.of(TRANSACTIONS)) {
      String method = Tables.text(transaction, "method").orElse("");
      boolean balance = "Balance".equals(transaction.get("type"));
      if (!balance && method.toLowerCase(Locale.ROOT).endsWith("- balance")) {
        heard.leftOut("payments are out of a balance: what was put on it is told by itself");
        continue;
      }
      payments.tell(
          PhpNuxBillSource.ACCOUNT + customer(transaction, customers),
          Tables.text(transaction, "id").or(() -> Tables.text(transaction, "invoice")).orElse(""),
          PhpNuxBillSource.at(transaction, "recharged_on", "recharged_time", "00:00:00", zone),
          Tables.text(transaction, "price").orElse(""),
          currency,
          method,
          Tables.text(transaction, "plan_name").orElse(""));
    }
  }

  private String currency() {
    return tables.of(SETTINGS).stream()
        .filter(it -> "currency_code".equals(it.get("setting")))
        .flatMap(it -> Tables.text(it, "value").stream())
        .findFirst()
        .orElse("");
  }

  /** By its id where a version keeps that too. */
  private static String customer(Map<String, String> transaction, Map<String, String> customers) {
    return Tables.text(transaction, "user_id")
        .filter(it -> !it.equals("0"))
        .orElseGet(
            () -> {
              String name = Tables.text(transaction, "username").orElse("");
              return customers.getOrDefault(name, name);
            });
  }
}
