package id.gerbang.radius.accounting;

import id.gerbang.radius.packet.MalformedPacketException;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.session.ClassCodec;
import id.gerbang.radius.session.SessionMerge;
import id.gerbang.radius.session.SessionRow;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the journal says beyond a snapshot, for a start without database: who logged in first from
 * which device, who got which address, who began and ended a session. The table, once it is read,
 * has the last word on all of it.
 */
public final class JournalReplay {

  private static final Logger log = LoggerFactory.getLogger(JournalReplay.class);
  private static final int BATCH = 1_000;

  private final AccountingRecord.Reader records;
  private final Memory memory;

  /** Told what the journal says, in its order. */
  public interface Memory {

    void learned(JournalEntry.FirstMac first);

    void leased(JournalEntry.Leased leased);

    /** A session as one record tells of it, whatever others have told. */
    void reported(SessionRow row);
  }

  public JournalReplay(ClassCodec classes, SubscriberDirectory directory, Memory memory) {
    this.records = AccountingRecord.Reader.of(classes, directory);
    this.memory = memory;
  }

  /**
   * @param position up to which the snapshot knows everything
   */
  public void run(Journal journal, long position) {
    long began = System.nanoTime();
    long entries = 0;
    try (JournalReader reader = journal.reader(position)) {
      for (List<JournalReader.Entry> batch = reader.next(BATCH);
          !batch.isEmpty();
          batch = reader.next(BATCH)) {
        batch.forEach(this::replay);
        entries += batch.size();
      }
      log.info(
          "journal read from={} entries={} took={}ms",
          position,
          entries,
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    } catch (IOException e) {
      log.error("journal can't be read beyond the snapshot because=\"{}\"", e.toString());
    }
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
    RadiusPacket packet = RadiusPacket.read(entry.packet(), 0, entry.packet().length);
    if (records.read(entry, packet) instanceof AccountingRecord.OfSession session) {
      memory.reported(SessionMerge.merge(List.of(), session.report()).reported());
    }
  }
}
