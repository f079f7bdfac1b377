package id.gerbang.billing;

import id.gerbang.billing.RunningBilling.Reply;
import java.util.concurrent.atomic.AtomicInteger;

/** Plans, subscriptions and pools that differ in a few fields, asked for over HTTP. */
final class Grants {

  private final RunningBilling billing;
  private final long customer;
  private final AtomicInteger numbers = new AtomicInteger();

  Grants(RunningBilling billing) {
    this.billing = billing;
    this.customer = billing.post("/customers", "{\"name\": \"Budi\"}").id();
  }

  /** Whose the subscriptions are, where nobody else is named. */
  long customer() {
    return customer;
  }

  /** For a name that was not there yet. */
  int number() {
    return numbers.incrementAndGet();
  }

  Reply pool(String name, String ranges) {
    return billing.post("/pools", "{\"name\": \"" + name + "\", \"ranges\": [" + ranges + "]}");
  }

  Reply plan(String fields) {
    return billing.post(
        "/plans",
        "{\"name\": \"Paket %d\", \"price\": 150000, \"rateLimit\": {\"download\": 10000000, \"upload\": 5000000}, %s}"
            .formatted(number(), fields));
  }

  Reply subscribe(long plan, String fields) {
    return subscribe(customer, plan, fields);
  }

  Reply subscribe(long of, long plan, String fields) {
    return billing.post(
        "/subscriptions",
        "{\"customerId\": %d, \"planId\": %d, \"username\": \"u%d\", \"password\": \"rahasia\", %s}"
            .formatted(of, plan, number(), fields));
  }
}
