package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import java.util.concurrent.atomic.AtomicInteger;

/** Customers and their logins, asked for over HTTP, each by the name that a test gives it. */
final class Subscribers {

  /** Everybody's: where it is read again, a secret was shown. */
  static final String PASSWORD = "kenari-rahasia-4711";

  private final RunningBilling billing;
  private final AtomicInteger numbers = new AtomicInteger();

  Subscribers(RunningBilling billing) {
    this.billing = billing;
  }

  /** A new one. */
  long customer() {
    return billing
        .post("/customers", "{\"name\": \"Pelanggan %d\"}".formatted(numbers.incrementAndGet()))
        .id();
  }

  /** A new customer's subscription. */
  long subscribe(String username, long plan, String more) {
    Reply reply =
        billing.post(
            "/subscriptions",
            "{\"customerId\": %d, \"planId\": %d, \"username\": \"%s\", \"password\": \"%s\"%s}"
                .formatted(customer(), plan, username, PASSWORD, more));
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return reply.id();
  }
}
