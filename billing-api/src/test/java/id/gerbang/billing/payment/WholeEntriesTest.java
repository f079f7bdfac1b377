package id.gerbang.billing.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What the database itself refuses of the ledger, whoever writes (P16). */
class WholeEntriesTest {

  private static final Books BOOKS = new Books();

  @AfterAll
  static void close() {
    BOOKS.close();
  }

  @Test
  void an_entry_has_postings_and_they_sum_to_0_in_each_currency() {
    refused(handle -> entry(handle), "has no postings");
    refused(handle -> post(handle, entry(handle), "('cash', 5, 'IDR')"), "does not balance");
    refused(
        handle -> post(handle, entry(handle), "('cash', 5, 'IDR'), ('bank', -5, 'USD')"),
        "does not balance");
    BOOKS.jdbi.useTransaction(
        handle -> post(handle, entry(handle), "('cash', 5, 'IDR'), ('bank', -5, 'IDR')"));
  }

  @Test
  void its_postings_may_come_one_by_one_and_after_a_savepoint_but_in_its_transaction() {
    long entry =
        BOOKS.jdbi.inTransaction(
            handle -> {
              handle.savepoint("row");
              long id = entry(handle);
              post(handle, id, "('cash', 7, 'IDR')");
              handle.releaseSavepoint("row");
              post(handle, id, "('bank', -7, 'IDR')");
              return id;
            });
    refused(
        handle -> post(handle, entry, "('cash', 3, 'IDR'), ('bank', -3, 'IDR')"), "is complete");
    assertThat(BOOKS.number("SELECT count(*) FROM ledger_posting WHERE entry_id = " + entry))
        .isEqualTo(2);
  }

  private static void refused(Consumer<Handle> work, String why) {
    assertThatThrownBy(() -> BOOKS.jdbi.useTransaction(work::accept)).hasStackTraceContaining(why);
  }

  private static long entry(Handle handle) {
    return handle
        .createQuery(
            "INSERT INTO ledger_entry (kind, posted_at, posted_by) VALUES ('payment', now(), 'x') RETURNING id")
        .mapTo(long.class)
        .one();
  }

  private static void post(Handle handle, long entry, String postings) {
    handle.execute(
        "INSERT INTO ledger_posting (entry_id, account, amount, currency) SELECT "
            + entry
            + ", * FROM (VALUES "
            + postings
            + ") p (account, amount, currency)");
  }
}
