package id.gerbang.billing.document;

import id.gerbang.billing.document.DocumentDao.Addressee;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.invoice.InvoiceView;
import id.gerbang.billing.isp.IspDao;
import id.gerbang.billing.payment.ReceiptView;
import id.gerbang.billing.wording.Wording;
import jakarta.ws.rs.core.Response;
import java.time.ZoneId;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Draws documents in the language that is asked for, else in the ISP's. */
public final class Documents {

  private final Language language;
  private final ZoneId zone;

  public Documents(Language language, ZoneId zone) {
    this.language = language;
    this.zone = zone;
  }

  InvoicePdf invoice(Handle handle, InvoiceView invoice, @Nullable String lang) {
    return new InvoicePdf(
        letterhead(handle, lang), invoice, addressee(handle, invoice.customerId()));
  }

  ReceiptPdf receipt(Handle handle, ReceiptView receipt, @Nullable String lang) {
    return new ReceiptPdf(
        letterhead(handle, lang), receipt, addressee(handle, receipt.customer().id()));
  }

  /** A file that a browser shows, and saves by the document's number. */
  static Response answer(String number, byte[] pdf) {
    return Response.ok(pdf)
        .header("Content-Disposition", "inline; filename=\"" + number + ".pdf\"")
        .build();
  }

  private Letterhead letterhead(Handle handle, @Nullable String lang) {
    IspDao isp = handle.attach(IspDao.class);
    Locale locale = language.of(lang).orElse(language.ordinary());
    return new Letterhead(isp.profile(), isp.logo(), new Wording(locale, zone));
  }

  private static Addressee addressee(Handle handle, long customerId) {
    return handle.attach(DocumentDao.class).addressee(customerId).orElseThrow();
  }
}
