package id.gerbang.radius.subscriber;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.database.EntitlementRow;
import id.gerbang.core.database.Recurring;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.radius.auth.Password;
import id.gerbang.radius.clock.Timepiece;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated // Others would change the heap that it measures.
class DirectoryMemoryTest {

  private static final int SUBSCRIBERS = 200_000;
  private static final long OCTETS_EACH = 400;

  /** Computed at the first login by MS-CHAP: an array of 16. */
  private static final long NT_HASH = 32;

  /** Ten plans with bursts and pools; each tenth subscriber has an address or an end of its own. */
  private static final String ROWS =
      """
      SELECT g AS subscriber_id, 'pelanggan' || lpad(g::text, 7, '0') AS username, 1 AS credential_version,
             NULL::timestamptz AS terminated_at, NULL::text AS unpaid_action,
             NULL::bigint AS slow_upload, NULL::bigint AS slow_download,
             NULL::timestamptz AS held_since, NULL::timestamptz AS held_until,
             NULL::timestamptz AS paused_since, NULL::timestamptz AS paused_until,
             CASE WHEN g % 10 = 1 THEN timestamptz '2026-12-01' + g * interval '1 second' END AS active_until,
             CASE WHEN g % 10 = 2 THEN host(inet '10.0.0.0' + g) END AS static_ip,
             5000000 + g % 10 AS upload, 10000000 AS download, 8000000 AS burst_upload, 15000000 AS burst_download,
             4000000 AS threshold_upload, 8000000 AS threshold_download, 8 AS burst_time_upload, 8 AS burst_time_download,
             8 AS priority, 1000000 AS min_upload, 1000000 AS min_download,
             'pool-' || g % 10 AS pool, 'gerbang' AS address_list,
             2 AS shared_users, 'refuse' AS on_limit, 'off' AS mac_policy, false AS mac_login, NULL::bigint AS router_id, '{}'::text[] AS macs, NULL::timestamptz AS macs_since,
             g % 3 AS address_pool_id, '{}'::text[] AS routes,
             NULL::text AS framed_ipv6_prefix, NULL::text AS delegated_ipv6_prefix,
             NULL::text AS framed_ipv6_pool, 'pd' AS delegated_ipv6_pool,
             '{}'::text[] AS own_attributes, '{Filter-Id=plan}'::text[] AS plan_attributes, '{}'::text[] AS default_attributes
      FROM generate_series(1, 200000) g""";

  private final SubscriberDirectory directory =
      new SubscriberDirectory(Timepiece.of(Clock.systemUTC()));

  @Test
  void a_subscriber_takes_at_most_400_octets_with_his_name_password_and_nt_hash() throws Exception {
    long before = heapInUse();
    load();
    long each = (heapInUse() - before) / SUBSCRIBERS + NT_HASH;

    assertThat(directory.size()).isEqualTo(SUBSCRIBERS);
    assertThat(each).isBetween(100L, OCTETS_EACH);
    assertThat(rate(17)).isPresent().get().isSameAs(rate(27).orElseThrow());
  }

  private Optional<?> rate(long subscriberId) {
    return directory.find(subscriberId).orElseThrow().entitlement().rateLimit();
  }

  private void load() throws SQLException {
    try (Connection connection = TestDatabase.connect(TestDatabase.fresh());
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.setFetchSize(10_000);
      Recurring plans = new Recurring();
      try (ResultSet row = statement.executeQuery(ROWS)) {
        while (row.next()) {
          Password password = Password.of(("sandi" + row.getInt(1)).getBytes(UTF_8));
          directory.put(new Subscriber(EntitlementRow.read(row, plans), password));
        }
      }
    }
  }

  private static long heapInUse() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
