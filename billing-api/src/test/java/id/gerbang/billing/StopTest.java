package id.gerbang.billing;

import static org.awaitility.Awaitility.await;

import id.gerbang.core.database.TestDatabase;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StopTest {

  /** What each of our connections waits for. */
  private static final String OURS =
      """
      SELECT wait_event_type FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND backend_type = 'client backend'""";

  /** A stop waits for requests, but not for ever, and leaves nothing open behind them. */
  @Test
  void a_request_that_does_not_end_is_cut() throws Exception {
    RunningBilling billing = new RunningBilling(List.of());
    try (Connection other = TestDatabase.connect(billing.database)) {
      other.setAutoCommit(false);
      other.createStatement().execute("LOCK TABLE customer");
      CompletableFuture<?> waiting =
          CompletableFuture.runAsync(() -> billing.post("/customers", "{\"name\": \"Budi\"}"));
      await().until(() -> TestDatabase.column(billing.database, OURS).contains("Lock"));

      billing.service.close();

      await().until(waiting::isCompletedExceptionally);
    }
    await().until(() -> TestDatabase.column(billing.database, OURS).isEmpty());
    TestDatabase.drop(billing.database);
  }
}
