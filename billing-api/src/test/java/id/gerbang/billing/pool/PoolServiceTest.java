package id.gerbang.billing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.billing.BillingService;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Ref;
import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.core.database.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PoolServiceTest {

  /** A billing host whose clock is years behind. */
  private static final Clock BEHIND =
      Clock.fixed(Instant.parse("2020-01-01T00:00:00Z"), ZoneOffset.UTC);

  private final DatabaseConfig database = TestDatabase.fresh();
  private final HikariDataSource connections = Pool.open(database, ServiceRole.BILLING, 1);
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
