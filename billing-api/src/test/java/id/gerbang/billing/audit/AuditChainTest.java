package id.gerbang.billing.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.billing.BillingService;
import id.gerbang.billing.audit.AuditReport.Kind;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Audit.Item;
import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.core.seal.Sealer;
import id.gerbang.core.seal.SealingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has all rights in the database bends the audit, and is found out (P28). */
class AuditChainTest {

  private static final Instant NOW = Instant.parse("2026-11-22T05:00:00.123456789Z");
  private static final Actor ANI = Actor.COMMAND_LINE;

  private final DatabaseConfig database = TestDatabase.fresh();
  private final HikariDataSource pool = Pool.open(database, ServiceRole.BILLING, 10);
  private final AtomicLong nanos = new AtomicLong();

  @TempDir private Path folder;
  private Path noted;
  private Sealer sealer;
  private Jdbi jdbi;
  private AuditSealing sealing;

  @BeforeEach
  void open() throws IOException {
    noted = folder.resolve("audit.head");
    sealer = SealingKey.create(folder.resolve("seal.key"));
    jdbi = BillingService.jdbi(pool, sealer);
    sealing = sealing();
    for (int i = 1; i <= 20; i++) {
      write(i);
    }
    sealing.round();
  }

  @AfterEach
  void close() {
    sealing.close();
    pool.close();
    TestDatabase.drop(database);
  }

  @Test
  void what_nobody_touched_is_whole() throws IOException {
    jdbi.useTransaction(
        handle ->
            Audit.write(
                handle,
                NOW,
                ANI,
                "all.kinds",
                List.of(
                    new Item(
                        "of:1",
                        Map.of(
                            "zz",
                            1,
                            "b",
                            1.50,
                            "nested",
                            Map.of("y", true, "x", List.of("ü\"\n")))),
                    new Item("of:2", Map.of()))));
    assertThat(verify()).returns(true, AuditReport::whole).returns(2L, AuditReport::waiting);
    sealing.round();
    assertThat(verify())
        .returns(true, AuditReport::whole)
        .returns(22L, AuditReport::rows)
        .returns(0L, AuditReport::waiting);
    assertThat(sealing.broken()).isFalse();
  }

  @Test
  void a_changed_row_is_named() {
    bend("UPDATE audit SET actor = 'staff:someone' WHERE id = 7");
    finds(Kind.CHANGED, 7L, 7L);
  }

  @Test
  void of_two_the_first_is_named_and_each_column_counts() {
    bend("UPDATE audit SET detail = '{\"amount\": 999}' WHERE id = 12");
    finds(Kind.CHANGED, 12L, 12L);
    bend("UPDATE audit SET at = at + interval '1 microsecond' WHERE id = 9");
    finds(Kind.CHANGED, 9L, 9L);
    bend("UPDATE audit SET signature = NULL WHERE id = 4");
    finds(Kind.CHANGED, 4L, 4L);
    bend("UPDATE audit SET action = 'x' WHERE id = 3; UPDATE audit SET object = 'x' WHERE id = 2");
    finds(Kind.CHANGED, 2L, 2L);
  }

  @Test
  void a_removed_row_is_named_also_where_its_place_was_closed() {
    bend("DELETE FROM audit WHERE id = 5");
    finds(Kind.REMOVED, 5L, 5L);
    bend("DELETE FROM audit_chain WHERE audit_id = 5");
    finds(Kind.UNCHAINED, null, 5L);
    bend(
        """
        UPDATE audit_chain SET seq = seq + 1000 WHERE seq > 5;
        UPDATE audit_chain SET seq = seq - 1001 WHERE seq > 1000""");
    finds(Kind.CHANGED, 6L, 5L);
  }

  @Test
  void an_inserted_row_is_named_before_it_is_chained_and_after() throws IOException {
    bend(
        """
        INSERT INTO audit (at, actor, action, object, detail)
        VALUES (now(), 'staff:ani', 'payment.record', 'payment:1', '{}')""");
    finds(Kind.INSERTED, 21L, null);
    sealing.round();
    finds(Kind.INSERTED, 21L, 21L);
    write(30);
    sealing.round();
    finds(Kind.INSERTED, 21L, 21L);
  }

  @Test
  void a_genuine_row_written_once_more_is_named() throws IOException {
    bend(
        """
        DROP INDEX audit_signature;
        INSERT INTO audit (at, actor, action, object, detail, signature)
        SELECT at, actor, action, object, detail, signature FROM audit WHERE id = 3""");
    sealing.round();
    finds(Kind.INSERTED, 21L, null);
  }

  @Test
  void rows_that_changed_places_are_named() {
    bend(
        """
        UPDATE audit_chain SET audit_id = -8 WHERE seq = 8;
        UPDATE audit_chain SET audit_id = 8 WHERE seq = 9;
        UPDATE audit_chain SET audit_id = 9 WHERE seq = 8""");
    finds(Kind.CHANGED, 9L, 8L);
  }

  @Test
  void an_end_that_was_cut_off_is_found_by_what_was_noted_outside() throws IOException {
    bend("DELETE FROM audit WHERE id > 17; DELETE FROM audit_chain WHERE seq > 17");
    finds(Kind.CUT_OFF, null, 20L);
    write(31);
    sealing.round();
    assertThat(sealing.broken()).isTrue();
    for (int i = 32; i < 40; i++) {
      write(i);
    }
    sealing.round();
    finds(Kind.CUT_OFF, null, 20L);
    AuditSealing restarted = sealing();
    restarted.round();
    assertThat(restarted.broken()).isTrue();
    finds(Kind.CUT_OFF, null, 20L);
  }

  @Test
  void links_alone_that_were_cut_off_grow_again_alike() throws IOException {
    String before = Files.readString(noted);
    bend("DELETE FROM audit_chain WHERE seq > 17");
    AuditSealing other = sealing();
    other.round();
    assertThat(other.broken()).isFalse();
    assertThat(Files.readString(noted)).isEqualTo(before);
    assertThat(verify().whole()).isTrue();
  }

  @Test
  void without_the_key_no_chain_can_be_made_that_holds() throws IOException {
    bend(
        """
        UPDATE audit SET actor = 'x' WHERE id = 1;
        DELETE FROM audit_chain""");
    Sealer another = SealingKey.create(folder.resolve("another.key"));
    new AuditSealing(jdbi, another, Optional.empty(), nanos::get).round();
    finds(Kind.CHANGED, 1L, 1L);
  }

  @Test
  void rows_from_before_there_were_signatures_are_taken_as_found_once() throws IOException {
    bend(
        """
        DELETE FROM audit; DELETE FROM audit_chain;
        INSERT INTO audit (at, actor, action, object)
        SELECT now(), 'cli', 'old', 'old:' || i FROM generate_series(1, 2500) i""");
    Files.delete(noted);
    AuditSealing first = sealing();
    write(1);
    first.round();
    assertThat(verify()).returns(true, AuditReport::whole).returns(2501L, AuditReport::rows);
    bend("INSERT INTO audit (at, actor, action, object) VALUES (now(), 'cli', 'old', 'old:1')");
    first.round();
    assertThat(verify().first()).returns(Kind.INSERTED, AuditReport.AuditFinding::kind);
  }

  @Test
  void a_row_that_is_committed_late_is_chained_late() throws IOException {
    try (Handle slow = jdbi.open()) {
      slow.begin();
      Audit.write(slow, NOW, ANI, "slow", "slow:1", Map.of());
      for (int i = 0; i < 6; i++) {
        write(40 + i);
        sealing.round();
      }
      assertThat(verify()).returns(true, AuditReport::whole).returns(26L, AuditReport::rows);
      slow.commit();
    }
    sealing.round();
    assertThat(verify())
        .returns(true, AuditReport::whole)
        .returns(27L, AuditReport::rows)
        .returns(0L, AuditReport::waiting);
    assertThat(last()).isEqualTo(21L);
  }

  @Test
  void eight_who_write_while_two_nodes_seal_lose_and_double_nothing() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(10);
    try (AuditSealing second = sealing(folder.resolve("second.head"))) {
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < 8; writer++) {
        writers.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 200; i++) {
                    writeSome(5);
                  }
                }));
      }
      Future<?> otherNode =
          threads.submit(
              () -> {
                while (writers.stream().anyMatch(writer -> !writer.isDone())) {
                  second.round();
                }
                return null;
              });
      while (writers.stream().anyMatch(writer -> !writer.isDone())) {
        sealing.round();
      }
      otherNode.get();
      for (Future<?> writer : writers) {
        writer.get();
      }
      sealing.round();
    } finally {
      threads.shutdown();
    }
    assertThat(verify())
        .returns(true, AuditReport::whole)
        .returns(20L + 8 * 200 * 5, AuditReport::rows)
        .returns(0L, AuditReport::waiting);
  }

  @Test
  void how_long_a_row_may_have_waited_is_known() throws IOException {
    nanos.addAndGet(Duration.ofSeconds(7).toNanos());
    assertThat(sealing.unsealed()).isEqualTo(Duration.ofSeconds(7));
    sealing.round();
    assertThat(sealing.unsealed()).isZero();
  }

  private AuditSealing sealing() {
    return sealing(noted);
  }

  /** Of a node that notes the head there: each has a data directory of its own. */
  private AuditSealing sealing(Path head) {
    return new AuditSealing(jdbi, sealer, Optional.of(head), nanos::get);
  }

  private void write(int i) {
    jdbi.useTransaction(
        handle ->
            Audit.write(
                handle, NOW, ANI, "payment.record", "payment:" + i, Map.of("amount", 150_000 + i)));
  }

  private void writeSome(int rows) {
    jdbi.useTransaction(
        handle ->
            Audit.write(
                handle,
                NOW,
                ANI,
                "invoice.issue",
                IntStream.range(0, rows)
                    .mapToObj(i -> new Item("invoice:" + i, Map.of("total", i)))
                    .toList()));
  }

  /** As a superuser who has switched the triggers off. */
  private void bend(String sql) {
    TestDatabase.execute(database, "SET session_replication_role = replica; " + sql);
  }

  private AuditReport verify() {
    return new AuditVerification(jdbi, sealer, Optional.of(noted)).verify();
  }

  private void finds(Kind kind, Long row, Long seq) {
    AuditReport report = verify();
    assertThat(report.whole()).isFalse();
    assertThat(report.first())
        .returns(kind, AuditReport.AuditFinding::kind)
        .returns(row, AuditReport.AuditFinding::row)
        .returns(seq, AuditReport.AuditFinding::seq);
  }

  private long last() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT audit_id FROM audit_chain ORDER BY seq DESC LIMIT 1")
                .mapTo(Long.class)
                .one());
  }
}
