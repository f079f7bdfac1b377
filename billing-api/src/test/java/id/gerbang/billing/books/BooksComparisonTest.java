package id.gerbang.billing.books;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.payment.Books;
import id.gerbang.core.database.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BooksComparisonTest {

  private static final String OPEN =
      "SELECT concat_ws(' | ', subject, amount, detail) FROM review_item WHERE kind = 'unexplained' AND resolved_at IS NULL ORDER BY id";

  private final Books books = new Books();
  private final BooksComparison comparison =
      new BooksComparison(books.jdbi, books.clock, Books.WIB);

  @AfterEach
  void close() {
    books.close();
  }

  @Test
  void books_that_agree_are_0_and_nobody_is_asked() {
    long customer = books.customer("Budi");
    books.issue(customer, 150_000, "2026-11-30");
    books.pay(customer, 200_000);
    assertThat(comparison.metrics()).isEmpty();

    assertThat(comparison.run()).isEqualTo("the books agree");
    assertThat(comparison.metrics())
        .contains("\ngerbang_billing_unexplained_rupiah 0\n")
        .contains("\ngerbang_billing_books_compared_timestamp_seconds 1795323600\n");
    assertThat(books.texts(OPEN)).isEmpty();
  }

  @Test
  void what_does_not_agree_is_named_goes_to_a_person_once_and_stays_an_alarm_until_it_does() {
    long customer = books.customer("Budi");
    long invoice = books.issue(customer, 150_000, "2026-11-30").id();
    settledByHand(invoice, 50_000);

    String alarm = "ALARM: Rp 50.000 unexplained: receivable Rp 50.000";
    assertThat(comparison.run()).isEqualTo(alarm);
    assertThat(comparison.metrics()).contains("\ngerbang_billing_unexplained_rupiah 50000\n");
    books.clock.set("2026-11-23T20:30:00Z");
    assertThat(comparison.run()).isEqualTo(alarm);
    assertThat(books.texts(OPEN))
        .containsExactly(
            "books_comparison:1 | 50000 | Rp 50.000 unexplained: receivable Rp 50.000");

    settledByHand(invoice, 20_000);
    comparison.run();
    assertThat(books.texts(OPEN))
        .hasSize(2)
        .contains("books_comparison:3 | 70000 | Rp 70.000 unexplained: receivable Rp 70.000");
    assertThat(
            books.texts(
                "SELECT concat_ws(' ', unexplained, parts) FROM books_comparison ORDER BY id"))
        .isEqualTo(
            List.of(
                "50000 {\"receivable\": 50000}",
                "50000 {\"receivable\": 50000}",
                "70000 {\"receivable\": 70000}"));

    settledByHand(invoice, -70_000);
    assertThat(comparison.run()).isEqualTo("the books agree");
    assertThat(comparison.metrics()).contains("\ngerbang_billing_unexplained_rupiah 0\n");
  }

  @Test
  void what_a_person_has_looked_at_and_is_still_so_the_same_day_is_asked_again() {
    long customer = books.customer("Budi");
    settledByHand(books.issue(customer, 150_000, "2026-11-30").id(), 50_000);
    comparison.run();
    books.execute(
        "UPDATE review_item SET resolved_at = now(), resolved_by = 'staff:siti', resolution = 'mended'");
    comparison.run();
    assertThat(books.texts(OPEN))
        .containsExactly(
            "books_comparison:2 | 50000 | Rp 50.000 unexplained: receivable Rp 50.000");
  }

  @Test
  void what_a_person_has_looked_at_and_is_still_so_the_next_night_is_asked_again() {
    long customer = books.customer("Budi");
    settledByHand(books.issue(customer, 150_000, "2026-11-30").id(), 50_000);
    comparison.run();
    books.execute(
        "UPDATE review_item SET resolved_at = now(), resolved_by = 'staff:siti', resolution = 'seen'");
    books.clock.set("2026-11-23T20:30:00Z");
    comparison.run();
    assertThat(books.texts(OPEN)).hasSize(1);
  }

  /** As somebody with the owner's role could, past all services. */
  private void settledByHand(long invoice, long amount) {
    TestDatabase.execute(
        books.database,
        "UPDATE invoice SET paid = paid + %d WHERE id = %d".formatted(amount, invoice));
  }
}
