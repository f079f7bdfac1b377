package id.gerbang.radius.accounting;

import id.gerbang.radius.packet.Packets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Semaphore;

/**
 * A process to be killed: takes records in, a few at a time as a router would send them, prints the
 * number of each that it would answer, and never ends by itself.
 */
final class KilledJournal {

  private static final int IN_FLIGHT = 4;

  private KilledJournal() {}

  public static void main(String[] args) throws Exception {
    AccountingHandler handler = new AccountingHandler(Journal.open(Path.of(args[0])));
    Instant now = Instant.parse("2026-11-22T10:00:00Z");
    Semaphore inFlight = new Semaphore(IN_FLIGHT);
    for (int i = 0; ; i++) {
      int number = i;
      inFlight.acquire();
      handler.handle(
          1,
          Packets.packet(Wire.of("user" + i, "session" + i, now).start().packet()),
          now,
          () -> {
            System.out.println("acknowledged " + number);
            System.out.flush();
            inFlight.release();
          },
          reason -> System.out.println("silent " + reason));
    }
  }
}
