package id.gerbang.billing.portal;

import id.gerbang.billing.invoice.InvoiceView;
import id.gerbang.billing.invoice.Invoices;
import id.gerbang.billing.isp.IspDao;
import id.gerbang.billing.isp.IspProfile;
import id.gerbang.billing.portal.PortalDao.Payer;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;

/** Finds what a payment link shows. */
record Bills(Jdbi jdbi, Invoices invoices) {

  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{24}");

  /** An invoice, whose it is, and who sends it. */
  record Bill(String code, InvoiceView invoice, Payer payer, IspProfile isp, boolean logo) {

    boolean isOpen() {
      return invoice.status().equals("open");
    }

    String path() {
      return "/pay/" + code;
    }
  }

  Optional<Bill> of(String code) {
    if (!CODE.matcher(code).matches()) {
      return Optional.empty();
    }
    return jdbi.inTransaction(
        handle -> {
          IspDao isp = handle.attach(IspDao.class);
          return invoices
              .byPayCode(handle, code)
              .map(
                  invoice ->
                      new Bill(
                          code,
                          invoice,
                          handle.attach(PortalDao.class).payer(invoice.customerId()).orElseThrow(),
                          isp.profile(),
                          isp.hasLogo()));
        });
  }
}
