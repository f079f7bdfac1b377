package id.gerbang.billing.overdue;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.payment.Books;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Books with a late fee, one customer who is billed by runs, and nights that charge. */
abstract class LateFeesInTheBooks {

  /** Three days after the 25th are over in Jakarta. */
  static final String NIGHT = "2026-11-28T17:00:00Z";

  final Books books = new Books();
  long budi;
  long line;

  @BeforeEach
  void a_customer_who_is_billed_by_runs() {
    budi = books.customer("Budi");
    line = books.subscription(budi, "budi");
    books.execute("UPDATE subscription SET billing_day = 1, billed_until = '2026-12-01'");
    books.set(
        "{\"brake\": {\"maxShare\": 100}, \"overdue\": {\"lateFee\": {\"daysAfterDue\": 3, \"amount\": 10000}}}");
  }

  @AfterEach
  void every_rupiah_is_explained() {
    assertThat(books.unexplained()).isEqualTo(Books.NOTHING);
    books.close();
  }

  /** What the clock brings. */
  void night(String at) {
    books.clock.set(at);
    books.run.carryOut(Actor.SYSTEM);
  }

  /** Those that are on no invoice yet. */
  List<String> fees() {
    return books.texts(
        "SELECT kind || ' ' || amount || ' ' || description || ' from ' || starts FROM subscription_charge"
            + " WHERE ended_at IS NULL AND invoice_id IS NULL AND subscription_id = "
            + line
            + " ORDER BY id");
  }
}
