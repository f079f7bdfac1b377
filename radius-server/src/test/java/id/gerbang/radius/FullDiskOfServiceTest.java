package id.gerbang.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.RawRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P3 from outside: what routers and operators notice of a data directory without room. */
class FullDiskOfServiceTest {

  private static final Duration PATIENCE = Duration.ofMillis(300);

  @TempDir private Path data;

  /** In the end, the last one included. */
  private final List<String> answered = new ArrayList<>();

  private SmallDisk disk;
  private Isp isp;
  private Nas nas;

  @BeforeEach
  void open() throws Exception {
    disk = SmallDisk.at(data, "2m");
    isp = new Isp(data, Clock.systemUTC());
    isp.router(1, "127.66.3.1", "auto", 3799);
    isp.subscriber(1, "budi", "rahasia");
    nas = new Nas("127.66.3.1");
    isp.awaitLetIn(nas, "budi", "rahasia");
  }

  @AfterEach
  void close() throws Exception {
    if (isp != null) {
      nas.close();
      isp.close();
      disk.close();
    }
  }

  @Test
  void customers_log_in_accounting_waits_at_its_router_and_health_says_why() throws Exception {
    Path filler = disk.fill();
    byte[] waiting = firstNotAnswered();
    assertThat(isp.radius().health().get("radius-journal")).isNotEmpty();
    nas.send(isp.radius().acctPort(), Isp.statusServer(Isp.SECRET));
    assertThat(nas.hear(PATIENCE)).as("nor does it say that it would serve").isEmpty();
    assertThat(isp.letsIn(nas, "budi", "rahasia")).isTrue();

    Files.delete(filler);

    await().until(() -> isp.radius().health().get("radius-journal").isEmpty());
    assertThat(nas.insist(isp.radius().acctPort(), waiting)[0])
        .isEqualTo((byte) Code.ACCOUNTING_RESPONSE);
    await()
        .untilAsserted(
            () ->
                assertThat(isp.column("SELECT acct_session_id FROM session"))
                    .containsAll(answered));
  }

  /** What is left of a page takes some. */
  private byte[] firstNotAnswered() throws IOException {
    for (int i = 0; ; i++) {
      String session = "8100000" + i;
      byte[] record = start(session);
      nas.send(isp.radius().acctPort(), record);
      answered.add(session);
      while (nas.hear(PATIENCE).isEmpty()) {
        if (isp.silences("not_durable") > 0) {
          return record;
        }
      }
    }
  }

  private static byte[] start(String session) {
    return RawRequest.of(Code.ACCOUNTING_REQUEST)
        .integer(Attribute.ACCT_STATUS_TYPE, 1)
        .text(Attribute.USER_NAME, "budi")
        .text(Attribute.ACCT_SESSION_ID, session)
        .text(Attribute.CALLED_STATION_ID, "x".repeat(250))
        .finish(Isp.SECRET);
  }
}
