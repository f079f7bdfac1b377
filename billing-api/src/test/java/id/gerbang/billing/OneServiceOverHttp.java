package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.money.LedgerDao;
import id.gerbang.billing.money.MovableClock;
import id.gerbang.billing.payment.Books;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A running service for all tests of a class, with a plan and a customer of its own for each. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class OneServiceOverHttp {

  final MovableClock clock = new MovableClock("2027-01-31T03:00:00Z");
  final RunningBilling billing = new RunningBilling(clock, List.of());
  long plan;
  long customer;
  private int number;

  @BeforeEach
  void a_plan_and_a_customer() {
    clock.set("2027-01-31T03:00:00Z");
    plan = billing.plan("Paket " + next());
    customer = billing.post("/customers", "{\"name\": \"Budi %d\"}".formatted(next())).id();
  }

  @AfterAll
  void nothing_is_unexplained() {
    try {
      assertThat(billing.service.jdbi().withExtension(LedgerDao.class, LedgerDao::unexplained))
          .isEqualTo(Books.NOTHING);
    } finally {
      billing.close();
    }
  }

  /** For what must not be the same twice. */
  int next() {
    return ++number;
  }

  long subscribe(String kind, String more) {
    Reply made =
        billing.post(
            "/subscriptions",
            """
            {"customerId": %d, "planId": %d, "username": "u%d", "password": "rahasia", "billing": "%s"%s}"""
                .formatted(customer, plan, next(), kind, more));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.id();
  }
}
