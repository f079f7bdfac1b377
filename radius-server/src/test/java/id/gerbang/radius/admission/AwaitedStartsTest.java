package id.gerbang.radius.admission;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.access.Grant;
import id.gerbang.core.access.Reason;
import id.gerbang.radius.MovableClock;
import id.gerbang.radius.accounting.Journal;
import id.gerbang.radius.auth.Method;
import id.gerbang.radius.event.AccessEvent;
import id.gerbang.radius.event.AccessEvents;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RequestWriter;
import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.subscriber.PlainRouter;
import id.gerbang.radius.subscriber.Router;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

class AwaitedStartsTest {

  private static final Secret SECRET = Secret.of("testing123");
  private static final Instant NOON = Instant.parse("2026-03-01T05:00:00Z");
  private static final Grant GRANT =
      new Grant(Optional.empty(), "aktif", Optional.empty(), Optional.empty(), Optional.empty(), 1);

  private final MovableClock clock = new MovableClock(NOON);
  private final Counters counters = new Counters();

  @Test
  void no_more_than_so_many_are_awaited_and_the_others_are_counted(@TempDir Path directory)
      throws Exception {
    try (Journal journal = Journal.openUnforced(directory, 16)) {
      AccessEvents events = new AccessEvents(journal, new PGSimpleDataSource(), counters);
      AwaitedStarts starts = new AwaitedStarts(events, counters, clock, clock::nanoTime);
      Router router = PlainRouter.with(SECRET);
      RadiusPacket request =
          Packets.packet(
              RequestWriter.accountingRequest(1)
                  .integer(Attribute.ACCT_STATUS_TYPE, 1)
                  .text(Attribute.ACCT_SESSION_ID, "81000001")
                  .finish(SECRET));
      starts.heard(router, request);
      for (long subscriber = 1; subscriber <= 100_001; subscriber++) {
        starts.accepted(router, request, accept(subscriber), GRANT, Method.PAP);
      }
      assertThat(counters.text())
          .contains("gerbang_radius_starts_awaited 100000\n")
          .contains("gerbang_radius_starts_unawaited_total 1\n");
      clock.move(Duration.ofSeconds(30));
      starts.tell();
      assertThat(counters.text())
          .contains("gerbang_radius_starts_awaited 0\n")
          .contains("gerbang_radius_accepts_without_start_total{router=\"1\"} 100000\n");
    }
  }

  private static AccessEvent accept(long subscriber) {
    return new AccessEvent(
        NOON,
        1,
        subscriber,
        "budi",
        "accept",
        Reason.ACTIVE,
        Optional.empty(),
        "",
        "",
        Optional.empty(),
        "");
  }
}
