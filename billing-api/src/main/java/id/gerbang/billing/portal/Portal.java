package id.gerbang.billing.portal;

import id.gerbang.billing.gateway.PaymentAttempts;
import id.gerbang.billing.http.ClientAddress;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.http.PublicUrl;
import id.gerbang.billing.invoice.Invoices;
import jakarta.servlet.Filter;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The customers' pages, wired. */
public final class Portal {

  private final List<Object> pages;
  private final Filter foreignHosts;

  public Portal(
      Jdbi jdbi,
      Clock clock,
      ZoneId zone,
      Language language,
      Invoices invoices,
      PaymentAttempts attempts,
      PublicUrl publicUrl,
      ClientAddress clients) {
    Frame frame = new Frame(language, zone);
    pages =
        List.of(
            new PayPages(jdbi, clock, zone, invoices, attempts, new OtherSites(clients), frame),
            new IsolirPages(jdbi, clock, invoices, clients, frame));
    foreignHosts = new ForeignHosts(jdbi, clock, publicUrl, clients);
  }

  /** Stands before every path of the public port. */
  public Filter foreignHosts() {
    return foreignHosts;
  }

  public List<Object> pages() {
    return pages;
  }
}
