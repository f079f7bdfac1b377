package id.gerbang.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RawRequest;
import id.gerbang.radius.packet.RequestWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start while PostgreSQL is away, after one when it was there (P5). */
class StartWithoutDatabaseTest {

  private static final Instant NOON = Instant.parse("2026-03-01T05:00:00Z");
  private static final DatabaseConfig AWAY =
      new DatabaseConfig("jdbc:postgresql://127.0.0.1:1/gerbang", "gerbang", "");

  @TempDir Path directory;
  private final MovableClock clock = new MovableClock(NOON);
  private Isp isp;

  @BeforeEach
  void a_first_run_with_the_database() throws Exception {
    isp = new Isp(directory, clock);
    isp.router(1, "127.66.1.1", "auto", 3799);
    isp.subscriber(1, "budi", "rahasia");
    isp.subscriber(2, "siti", "rahasia");
    isp.update(
        "UPDATE subscription SET billing = 'prepaid', active_until = ?::timestamptz WHERE id = 2",
        NOON.plusSeconds(60).toString());
    isp.update(
        "UPDATE subscription SET unpaid_since = current_date, unpaid_action = 'suspend' WHERE id = 1");
    isp.awaitSubscribers(2);
    isp.update("UPDATE subscription SET unpaid_since = NULL, unpaid_action = NULL WHERE id = 1");
    try (Nas nas = new Nas("127.66.1.1")) {
      await().until(() -> isp.letsIn(nas, "budi", "rahasia"));
    }
    isp.stop();
  }

  @AfterEach
  void close() {
    isp.close();
  }

  @Test
  void customers_log_in_and_health_says_how_old_the_knowledge_is() throws Exception {
    clock.move(Duration.ofMinutes(6));
    try (RadiusService radius = isp.start(directory, AWAY, clock);
        Nas nas = new Nas("127.66.1.1")) {
      assertThat(code(nas, radius, "budi")).isEqualTo(Code.ACCESS_ACCEPT);
      assertThat(radius.health().get("radius-directory"))
          .contains("from the snapshot", "360 s old");
      // Expired since, perhaps paid since: in doubt for the customer.
      assertThat(code(nas, radius, "siti")).isEqualTo(Code.ACCESS_ACCEPT);
    }
  }

  @Test
  void what_was_learned_by_listening_is_not_forgotten() throws Exception {
    try (RadiusService radius = isp.start(directory, AWAY, clock);
        Nas nas = new Nas("127.66.1.1")) {
      byte[] unsigned =
          RawRequest.of(Code.ACCESS_REQUEST)
              .text(Attribute.USER_NAME, "budi")
              .pap("rahasia", Isp.SECRET)
              .finish(Isp.SECRET);
      nas.send(radius.authPort(), unsigned);
      assertThat(nas.hear(Duration.ofMillis(500))).isEmpty();
    }
  }

  @Test
  void when_the_database_is_back_it_decides_again() throws Exception {
    delete(2);
    try (RadiusService radius = isp.start(directory, isp.database(), clock);
        Nas nas = new Nas("127.66.1.1")) {
      await().until(() -> radius.health().get("radius-directory").isEmpty());
      assertThat(code(nas, radius, "budi")).isEqualTo(Code.ACCESS_ACCEPT);
      assertThat(code(nas, radius, "siti")).isEqualTo(Code.ACCESS_REJECT);
    }
  }

  private void delete(long id) throws SQLException {
    isp.update("DELETE FROM subscription WHERE id = ?", id);
  }

  private static int code(Nas nas, RadiusService radius, String username) throws Exception {
    byte[] request =
        RequestWriter.accessRequest(username.charAt(0), new SecureRandom())
            .text(Attribute.USER_NAME, username)
            .userPassword("rahasia".getBytes(StandardCharsets.UTF_8), Isp.SECRET)
            .finish(Isp.SECRET);
    return Packets.packet(nas.ask(radius.authPort(), request)).code();
  }
}
