package id.gerbang.radius.heard;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.radius.MovableClock;
import id.gerbang.radius.ops.Counters;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrangersTest {

  private static final Instant NOON = Instant.parse("2026-03-01T05:00:00Z");

  private final MovableClock clock = new MovableClock(NOON);
  private final Counters counters = new Counters();
  private final Strangers strangers = new Strangers(counters, clock);

  @Test
  void who_asks_again_is_one_entry() throws Exception {
    strangers.note(address(1), "MikroTik");
    clock.move(Duration.ofSeconds(3));
    strangers.note(address(1), "MikroTik");
    strangers.note(address(1), "");

    assertThat(strangers.take())
        .containsExactlyInAnyOrder(
            new Stranger(address(1), "MikroTik", NOON, NOON.plusSeconds(3), 2),
            new Stranger(address(1), "", NOON.plusSeconds(3), NOON.plusSeconds(3), 1));
    assertThat(strangers.take()).isEmpty();
  }

  @Test
  void a_flood_of_forged_addresses_takes_no_more_than_the_room_and_is_counted() throws Exception {
    strangers.note(address(0), "real");
    for (int i = 1; i <= 100_000; i++) {
      strangers.note(address(i), "forged");
    }
    strangers.note(address(0), "real");

    assertThat(counters.text()).contains("gerbang_radius_strangers_not_kept_total 99001");
    assertThat(strangers.take())
        .hasSize(1_000)
        .contains(new Stranger(address(0), "real", NOON, NOON, 2));
  }

  @Test
  void the_table_keeps_who_asked_most_and_adds_up_what_nodes_saw() throws Exception {
    DatabaseConfig database = TestDatabase.fresh();
    try (var pool = Pool.open(database, ServiceRole.RADIUS, 1);
        Connection connection = pool.getConnection()) {
      HeardTable table = new HeardTable(connection);
      Stranger real = new Stranger(address(9_999), "bras", NOON, NOON.plusSeconds(9), 3);
      Stranger other = new Stranger(address(9_999), "bras", NOON.minusSeconds(9), NOON, 4);
      table.putStrangers(List.of(real));
      table.putStrangers(List.of(other));
      for (int flood = 0; flood < 3; flood++) {
        List<Stranger> forged = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
          forged.add(new Stranger(address(flood * 1_000 + i), "", NOON, NOON, 1));
        }
        table.putStrangers(forged);
        table.forgetStrangers(NOON.minusSeconds(60), Strangers.ROOM);
      }
      assertThat(strings(connection, "SELECT count(*) FROM unknown_router"))
          .containsExactly("1000");
      assertThat(
              strings(
                  connection,
                  "SELECT packets || ' ' || (last_seen_at - first_seen_at) FROM unknown_router"
                      + " WHERE nas_identifier = 'bras'"))
          .containsExactly("7 00:00:18");

      table.forgetStrangers(NOON.plusSeconds(1), Strangers.ROOM);

      assertThat(strings(connection, "SELECT nas_identifier FROM unknown_router"))
          .containsExactly("bras");
    }
  }

  private static List<String> strings(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> strings = new ArrayList<>();
      while (rows.next()) {
        strings.add(rows.getString(1));
      }
      return strings;
    }
  }

  private static InetAddress address(int number) throws UnknownHostException {
    return InetAddress.getByAddress(
        new byte[] {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number});
  }
}
