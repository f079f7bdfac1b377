package id.gerbang.billing.invoice;

import static java.util.stream.Collectors.groupingBy;

import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.PublicUrl;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.invoice.InvoiceDao.InvoiceRow;
import id.gerbang.billing.invoice.InvoiceDao.LineRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Finds invoices, and shows them with their lines and payment links. */
public final class Invoices {

  private final PublicUrl publicUrl;

  public Invoices(PublicUrl publicUrl) {
    this.publicUrl = publicUrl;
  }

  public InvoiceView one(Handle handle, long id) {
    InvoiceRow row =
        handle
            .attach(InvoiceDao.class)
            .byId(id)
            .orElseThrow(() -> Problem.notFound("invoice " + id));
    return views(handle, List.of(row)).get(0);
  }

  /** What a customer has still to pay, oldest due first. */
  public List<InvoiceView> open(Handle handle, long customerId) {
    return views(handle, handle.attach(InvoiceDao.class).openRows(customerId));
  }

  /** The invoice that a path names. */
  public InvoiceView one(Handle handle, Ref ref) {
    return views(handle, List.of(find(handle, ref))).get(0);
  }

  static InvoiceRow find(Handle handle, Ref ref) {
    InvoiceDao dao = handle.attach(InvoiceDao.class);
    Optional<InvoiceRow> row =
        switch (ref.kind()) {
          case ID -> dao.byId(ref.id());
          case NUMBER -> dao.byNumber(ref.value());
          case EXTERNAL -> dao.byExternalId(ref.value());
          case USERNAME -> Optional.empty();
        };
    return row.orElseThrow(() -> Problem.notFound("invoice " + ref));
  }

  /** The invoice whose payment link it is. */
  public Optional<InvoiceView> byPayCode(Handle handle, String code) {
    return handle
        .attach(InvoiceDao.class)
        .byPayCode(code)
        .map(row -> views(handle, List.of(row)).get(0));
  }

  List<InvoiceView> views(Handle handle, List<InvoiceRow> rows) {
    long[] ids = rows.stream().mapToLong(InvoiceRow::id).toArray();
    Map<Long, List<LineRow>> lines =
        handle.attach(InvoiceDao.class).lines(ids).stream().collect(groupingBy(LineRow::invoiceId));
    return rows.stream()
        .map(row -> InvoiceView.of(row, lines.getOrDefault(row.id(), List.of()), publicUrl))
        .toList();
  }
}
