package id.gerbang.radius.accounting;

import id.gerbang.core.access.GrantTimes;
import id.gerbang.radius.clock.Timepiece;
import id.gerbang.radius.packet.MalformedPacketException;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.session.ClassCodec;
import id.gerbang.radius.session.SessionMerge;
import id.gerbang.radius.session.SessionRow;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the journal says beyond a snapshot, for a start without database: who logged in first from
 * which device, who got which address, who began and ended a session. The table, once it is read,
 * has the last word on all of it.
 *
 * <p>An outage may have left hours of it, and customers wait (P5): of a long journal the newest
 * part is read whole, since who is online has spoken lately. Of what lies before it, leases and
 * first MACs are taken in as far as there is time; what is left stays unread.
 */
public final class JournalReplay {

  private static final Logger log = LoggerFactory.getLogger(JournalReplay.class);
  private static final int BATCH = 1_000;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long PATIENCE_WITH_OLD_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Half a million records: what two seconds suffice for on a slow machine. */
  private static final long NEWEST_OCTETS = 128L << 20;

  private final AccountingRecord.Reader records;
  private final Memory memory;
  private final Timepiece clock;
  private final long newestOctets;

  /** Told what the journal says, in its order. */
  public interface Memory {

    void learned(JournalEntry.FirstMac first);

    void leased(JournalEntry.Leased leased);

    /** A session as one record tells of it, whatever others have told. */
    void reported(SessionRow row);
  }

  public JournalReplay(
      ClassCodec classes, SubscriberDirectory directory, Memory memory, Timepiece clock) {
    this(classes, directory, memory, clock, NEWEST_OCTETS);
  }

  /**
   * @param newestOctets how much of a long journal is read whole
   */
  JournalReplay(
      ClassCodec classes,
      SubscriberDirectory directory,
      Memory memory,
      Timepiece clock,
      long newestOctets) {
    this.records = AccountingRecord.Reader.of(classes, directory);
    this.memory = memory;
    this.clock = clock;
    this.newestOctets = newestOctets;
  }

  /**
   * Takes in what is there now, or as much as there is time for.
   *
   * @param position up to which the snapshot knows everything
   * @return how many octets that are of interest are left unread
   */
  public long run(Journal journal, long position) {
    long began = clock.nanoTime();
    Instant lately = clock.instant().minus(GrantTimes.LONGEST_SILENCE);
    long end = journal.durable();
    long unread = 0;
    try {
      long newest = position;
      if (end - position > newestOctets) {
        newest = Math.max(position, journal.last(newestOctets));
        // No sessions: between the parts a Stop may stay unread.
        unread +=
            replay(
                journal,
                new Part(position, newest, false, lately, began + PATIENCE_WITH_OLD_NANOS));
      }
      unread += replay(journal, new Part(newest, end, true, lately, began + PATIENCE_NANOS));
    } catch (IOException e) {
      log.error("journal can't be read beyond the snapshot because=\"{}\"", e.toString());
      unread = Math.max(0, end - position);
    }
    log.info(
        "journal read from={} to={} unread={} took={}ms",
        position,
        end,
        unread,
        TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - began));
    return unread;
  }

  /**
   * A stretch of the journal.
   *
   * @param sessions whether they are taken in, too
   * @param lately since when it is of interest what they said: what was silent for longer counts
   *     towards nothing
   * @param untilNanos when to leave off
   */
  private record Part(long from, long to, boolean sessions, Instant lately, long untilNanos) {}

  /** Answers how many octets of the part are left unread. */
  private long replay(Journal journal, Part part) throws IOException {
    long read = part.from();
    long passedOver = 0;
    try (JournalReader reader = journal.reader(part.from())) {
      while (inTime(part)) {
        List<JournalReader.Entry> batch = reader.next(BATCH);
        if (batch.isEmpty()) {
          return passedOver;
        }
        for (JournalReader.Entry entry : batch) {
          if (entry.position() >= part.to()) {
            return passedOver;
          }
          if (!inTime(part)) {
            break;
          }
          Optional<Instant> arrived = JournalEntry.arrivalOf(entry.bytes());
          boolean lately = arrived.filter(at -> !at.isBefore(part.lately())).isPresent();
          if (arrived.isEmpty() || (lately && part.sessions())) {
            replay(entry);
          } else if (lately) {
            passedOver += entry.next() - entry.position();
          }
          read = entry.next();
        }
      }
    }
    return passedOver + Math.max(0, part.to() - read);
  }

  private boolean inTime(Part part) {
    return part.untilNanos() - clock.nanoTime() > 0;
  }

  private void replay(JournalReader.Entry bytes) {
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
    RadiusPacket packet = RadiusPacket.read(entry.packet(), entry.packet().length);
    if (records.read(entry, packet) instanceof AccountingRecord.OfSession session) {
      memory.reported(SessionMerge.merge(List.of(), session.report()).reported());
    }
  }
}
