package id.gerbang.billing.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.billing.BillingService;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.core.database.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PoolServiceTest {

  /** A billing host whose clock is years behind. */
  private static final Clock BEHIND =
      Clock.fixed(Instant.parse("2020-01-01T00:00:00Z"), ZoneOffset.UTC);

  private final DatabaseConfig database = TestDatabase.fresh();
  private final HikariDataSource connections = Pool.open(database, ServiceRole.BILLING, 3);
  private final Jdbi jdbi = BillingService.jdbi(connections);
  private final PoolService pools = new PoolService(BEHIND);

  @AfterEach
  void close() {
    connections.close();
    TestDatabase.drop(database);
  }

  @Test
  void when_a_pool_changed_is_said_by_the_database_s_clock() {
    long id =
        jdbi.inTransaction(handle -> pools.create(handle, pool("10.10.0.0/24"), Actor.SYSTEM).id());
    assertThat(changedJustNow()).isTrue();

    longAgo();
    jdbi.useTransaction(
        handle -> pools.replace(handle, Ref.id(id), pool("10.10.0.0/25"), null, Actor.SYSTEM));
    assertThat(changedJustNow()).isTrue();

    longAgo();
    jdbi.useTransaction(handle -> pools.archive(handle, Ref.id(id), Actor.SYSTEM));
    assertThat(changedJustNow()).isTrue();
  }

  @Test
  void of_a_pool_and_a_static_address_in_it_at_once_the_second_is_refused() throws Exception {
    whileTheFirstIsNotThereYet(
        first -> pools.create(first, pool("10.10.0.0/24"), Actor.SYSTEM), this::promise);
  }

  @Test
  void nor_does_a_pool_grow_around_one_that_is_being_promised() throws Exception {
    long id =
        jdbi.inTransaction(handle -> pools.create(handle, pool("10.10.1.0/24"), Actor.SYSTEM).id());
    TestDatabase.execute(
        database, "INSERT INTO customer (number, name) VALUES ('C-00001', 'Budi')");
    TestDatabase.execute(database, "INSERT INTO plan (name) VALUES ('10 Mega')");
    TestDatabase.execute(
        database, "INSERT INTO plan_version (plan_id, version, price) VALUES (1, 1, 150000)");
    whileTheFirstIsNotThereYet(
        first -> {
          promise(first);
          first.execute(
              "INSERT INTO subscription (customer_id, plan_id, price_version, username, password_sealed, static_ip)"
                  + " VALUES (1, 1, 1, 'budi', '', '10.10.0.9')");
        },
        second -> pools.replace(second, Ref.id(id), pool("10.10.0.0/23"), null, Actor.SYSTEM));
  }

  private void promise(Handle handle) {
    Checks checks = new Checks();
    new Promised(handle, checks, new Promised.Whose(1, "budi", 1)).address("10.10.0.9", "staticIp");
    checks.done();
  }

  /** The second waits for the first, or would be done before it. */
  private void whileTheFirstIsNotThereYet(Consumer<Handle> first, Consumer<Handle> second)
      throws Exception {
    CompletableFuture<Void> late;
    try (Handle handle = jdbi.open()) {
      handle.begin();
      first.accept(handle);
      late = CompletableFuture.runAsync(() -> jdbi.useTransaction(second::accept));
      await().until(() -> late.isDone() || somebodyWaits());
      handle.commit();
    }
    assertThatThrownBy(late::get).hasCauseInstanceOf(Problem.class);
  }

  private boolean somebodyWaits() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT count(*) > 0 FROM pg_locks JOIN pg_stat_activity USING (pid)"
                        + " WHERE NOT granted AND locktype = 'advisory' AND datname = current_database()")
                .mapTo(Boolean.class)
                .one());
  }

  private static SavePool pool(String range) {
    return new SavePool(null, "Rumahan", List.of(range));
  }

  private void longAgo() {
    TestDatabase.execute(database, "UPDATE address_pool SET updated_at = '2020-01-01T00:00:00Z'");
  }

  private boolean changedJustNow() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT bool_and(updated_at > now() - interval '1 minute') FROM address_pool")
                .mapTo(Boolean.class)
                .one());
  }
}
