package id.gerbang.billing.money;

import id.gerbang.billing.http.Json;
import id.gerbang.billing.money.LedgerDao.EntryRow;
import id.gerbang.billing.money.LedgerDao.PostingRow;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** The double-entry ledger: entries are added, never changed; a correction is a new entry. */
public final class Ledger {

  private final Clock clock;

  public Ledger(Clock clock) {
    this.clock = clock;
  }

  /** Adds an entry in the transaction of what it records, and answers its id. */
  public long post(Handle handle, Entry entry, String by) {
    return post(handle, List.of(entry), by)[0];
  }

  /** Adds entries in the transaction of what they record, and answers their ids. */
  public long[] post(Handle handle, List<Entry> entries, String by) {
    LedgerDao ledger = handle.attach(LedgerDao.class);
    Instant now = clock.instant();
    long[] ids =
        ledger.insertEntries(
            Json.text(
                entries.stream()
                    .map(
                        entry ->
                            new EntryRow(
                                entry.kind().name().toLowerCase(Locale.ROOT),
                                entry.invoiceId(),
                                entry.paymentId(),
                                entry.documentId(),
                                now,
                                by))
                    .toList()));
    List<PostingRow> rows = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      for (Posting posting : entries.get(i).postings()) {
        rows.add(
            new PostingRow(
                ids[i],
                posting.account().code(),
                posting.customerId(),
                posting.holder(),
                posting.amount().amount(),
                posting.amount().currency()));
      }
    }
    ledger.insertPostings(Json.text(rows));
    return ids;
  }

  /** What a payment's entry put on the ISP's own accounts, or took from the customer's deposit. */
  public static List<Posting> received(Handle handle, long paymentId, long customerId) {
    return handle.attach(LedgerDao.class).received(paymentId, customerId).stream()
        .map(
            row ->
                new Posting(
                    Account.of(row.account()),
                    row.customerId(),
                    row.holder(),
                    new Money(row.amount(), row.currency())))
        .toList();
  }

  /** Credit less open invoices; negative when the customer owes. */
  public static Money balance(Handle handle, long customerId) {
    return Money.rupiah(handle.attach(LedgerDao.class).balance(customerId));
  }
}
