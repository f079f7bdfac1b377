package id.gerbang.radius.accounting;

import id.gerbang.radius.clock.Timepiece;
import id.gerbang.radius.packet.MalformedPacketException;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.session.ClassCodec;
import id.gerbang.radius.session.SessionMerge;
import id.gerbang.radius.session.SessionRow;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the journal says beyond a snapshot, for a start without database: who logged in first from
 * which device, who got which address, who began and ended a session. The table, once it is read,
 * has the last word on all of it.
 *
 * <p>An outage may have left hours of it, and customers wait (P5): of sessions only what came
 * lately is taken in, since who is online has spoken since; and after a while what is left stays
 * unread.
 */
public final class JournalReplay {

  private static final Logger log = LoggerFactory.getLogger(JournalReplay.class);
  private static final int BATCH = 1_000;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** What was silent for longer counts towards nothing. */
  private static final Duration LATELY = Duration.ofMinutes(30);

  private final AccountingRecord.Reader records;
  private final Memory memory;
  private final Timepiece clock;

  /** Told what the journal says, in its order. */
  public interface Memory {

    void learned(JournalEntry.FirstMac first);

    void leased(JournalEntry.Leased leased);

    /** A session as one record tells of it, whatever others have told. */
    void reported(SessionRow row);
  }

  public JournalReplay(
      ClassCodec classes, SubscriberDirectory directory, Memory memory, Timepiece clock) {
    this.records = AccountingRecord.Reader.of(classes, directory);
    this.memory = memory;
    this.clock = clock;
  }

  /**
   * Takes in what is there now, or as much as there is time for.
   *
   * @param position up to which the snapshot knows everything
   * @return how many octets are left unread
   */
  public long run(Journal journal, long position) {
    long began = clock.nanoTime();
    Instant lately = clock.instant().minus(LATELY);
    long end = journal.durable();
    long read = position;
    long entries = 0;
    try (JournalReader reader = journal.reader(position)) {
      while (inTime(began)) {
        List<JournalReader.Entry> batch = reader.next(BATCH);
        if (batch.isEmpty()) {
          read = end;
          break;
        }
        for (JournalReader.Entry entry : batch) {
          if (!inTime(began)) {
            break;
          }
          replay(entry, lately);
          entries++;
          read = entry.next();
        }
      }
    } catch (IOException e) {
      log.error("journal can't be read beyond the snapshot because=\"{}\"", e.toString());
    }
    long unread = Math.max(0, end - read);
    log.info(
        "journal read from={} to={} entries={} unread={} took={}ms",
        position,
        read,
        entries,
        unread,
        TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - began));
    return unread;
  }

  private boolean inTime(long began) {
    return clock.nanoTime() - began < PATIENCE_NANOS;
  }

  private void replay(JournalReader.Entry bytes, Instant lately) {
    if (JournalEntry.arrivalOf(bytes.bytes()).filter(at -> at.isBefore(lately)).isPresent()) {
      return;
    }
    try {
      JournalEntry entry = JournalEntry.decode(bytes.bytes());
      if (entry instanceof JournalEntry.FirstMac first) {
        memory.learned(first);
      } else if (entry instanceof JournalEntry.Leased leased) {
        memory.leased(leased);
      } else if (entry instanceof JournalEntry.Accounting accounting) {
        replay(accounting);
      }
    } catch (IllegalArgumentException | BufferUnderflowException | MalformedPacketException e) {
      log.debug("journal entry at {} says nothing: {}", bytes.position(), e.toString());
    }
  }

  private void replay(JournalEntry.Accounting entry) throws MalformedPacketException {
    RadiusPacket packet = RadiusPacket.read(entry.packet(), 0, entry.packet().length);
    if (records.read(entry, packet) instanceof AccountingRecord.OfSession session) {
      memory.reported(SessionMerge.merge(List.of(), session.report()).reported());
    }
  }
}
