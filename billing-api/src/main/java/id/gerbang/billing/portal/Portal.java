package id.gerbang.billing.portal;

import id.gerbang.billing.http.Language;
import id.gerbang.billing.invoice.InvoiceService;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The customers' pages, wired. */
public final class Portal {

  private final List<Object> pages;

  public Portal(Jdbi jdbi, Clock clock, ZoneId zone, Language language, InvoiceService invoices) {
    Frame frame = new Frame(language, zone);
    pages = List.of(new PayPages(jdbi, clock, zone, invoices, frame));
  }

  public List<Object> pages() {
    return pages;
  }
}
