package id.gerbang.radius;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.radius.clock.Timepiece;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {

  private static final DatabaseConfig AWAY =
      new DatabaseConfig("jdbc:postgresql://127.0.0.1:1/gerbang", "gerbang", "");

  @TempDir Path data;

  @Test
  void requests_are_answered_and_reports_applied_and_nothing_is_left_behind() throws Exception {
    DatabaseConfig database = TestDatabase.fresh();
    List<String> before = contents(database);

    try (Connection applier = TestDatabase.connect(database)) {
      anotherNodeHasItsTurn(applier);
      Rehearsal.Played played = play(database, () -> true);

      assertThat(played.answered()).isPositive();
      assertThat(played.applied()).isPositive();
    }
    assertThat(data).isEmptyDirectory();
    assertThat(contents(database)).isEqualTo(before);
  }

  private static void anotherNodeHasItsTurn(Connection applier) throws SQLException {
    applier.setAutoCommit(false);
    try (Statement statement = applier.createStatement()) {
      statement.execute("SELECT pg_advisory_xact_lock(hashtext('gerbang.apply'))");
    }
  }

  /** Of each table how many rows it has, of each sequence how far it is. */
  private static List<String> contents(DatabaseConfig database) throws SQLException {
    return TestDatabase.column(
        database,
        """
        SELECT oid::regclass || ' ' || query_to_xml(
            'SELECT ' || CASE relkind WHEN 'S' THEN 'last_value, is_called' ELSE 'count(*)' END
                || ' FROM ' || oid::regclass, false, false, '')
        FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S')
        ORDER BY 1""");
  }

  @Test
  void without_a_database_requests_are_answered_all_the_same() {
    AtomicInteger turns = new AtomicInteger();

    Rehearsal.Played played = play(AWAY, () -> turns.incrementAndGet() <= 20);

    // On a busy machine answers come too late to be waited for.
    assertThat(played.answered()).isBetween(1, 20 * 2 * 32);
    assertThat(played.applied()).isZero();
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void without_the_right_to_temporary_tables_requests_are_answered_all_the_same() {
    DatabaseConfig database = TestDatabase.fresh();
    TestDatabase.execute(
        database,
        "DO $$ BEGIN EXECUTE format('REVOKE TEMP ON DATABASE %I FROM PUBLIC', current_database()); END $$");
    AtomicInteger turns = new AtomicInteger();

    Rehearsal.Played played = play(database, () -> turns.incrementAndGet() <= 20);

    assertThat(played.answered()).isBetween(1, 20 * 2 * 32);
    assertThat(played.applied()).isZero();
  }

  private Rehearsal.Played play(DatabaseConfig database, BooleanSupplier wanted) {
    return Rehearsal.play(
        data.resolve("rehearsal"), database, Timepiece.of(Clock.systemUTC()), wanted);
  }
}
