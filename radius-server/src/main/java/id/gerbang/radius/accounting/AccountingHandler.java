package id.gerbang.radius.accounting;

import id.gerbang.core.access.Reason;
import id.gerbang.radius.packet.RadiusPacket;
import java.time.Instant;
import java.util.function.Consumer;

/** Takes an Accounting-Request in: into the journal, and an answer only once it is safe there. */
public final class AccountingHandler {

  private final Journal journal;

  public AccountingHandler(Journal journal) {
    this.journal = journal;
  }

  /**
   * @param stored called when the record is on stable storage: now it may be answered
   * @param silence called when it must not be answered
   */
  public void handle(
      long routerId,
      RadiusPacket request,
      Instant arrivedAt,
      Runnable stored,
      Consumer<Reason> silence) {
    if (!AccountingRecord.isComplete(request)) {
      silence.accept(Reason.MALFORMED);
      return;
    }
    byte[] entry = JournalEntry.Accounting.encode(routerId, arrivedAt, request);
    boolean taken =
        journal.append(
            entry,
            new Journal.Receipt() {
              @Override
              public void durable() {
                stored.run();
              }

              @Override
              public void lost() {
                silence.accept(Reason.NOT_DURABLE);
              }
            });
    if (!taken) {
      silence.accept(Reason.OVERLOADED);
    }
  }
}
