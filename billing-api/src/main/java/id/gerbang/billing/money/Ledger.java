package id.gerbang.billing.money;

import id.gerbang.billing.money.LedgerDao.PostingRow;
import java.time.Clock;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** The double-entry ledger: entries are added, never changed; a correction is a new entry. */
public final class Ledger {

  private final Clock clock;

  public Ledger(Clock clock) {
    this.clock = clock;
  }

  /** Adds an entry in the transaction of what it records. */
  public void post(Handle handle, Entry entry, String by) {
    LedgerDao ledger = handle.attach(LedgerDao.class);
    long id =
        ledger.insertEntry(
            entry.kind().name().toLowerCase(Locale.ROOT),
            entry.invoiceId(),
            entry.paymentId(),
            clock.instant(),
            by);
    ledger.insertPostings(
        entry.postings().stream()
            .map(
                posting ->
                    new PostingRow(
                        id,
                        posting.account().code(),
                        posting.customerId(),
                        posting.amount().amount(),
                        posting.amount().currency()))
            .toList());
  }

  /** Credit less open invoices; negative when the customer owes. */
  public static Money balance(Handle handle, long customerId) {
    return Money.rupiah(handle.attach(LedgerDao.class).balance(customerId));
  }
}
