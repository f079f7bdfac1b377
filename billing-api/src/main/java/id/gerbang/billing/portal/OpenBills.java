package id.gerbang.billing.portal;

import id.gerbang.billing.invoice.InvoiceView;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.wording.Wording;
import java.net.URI;
import java.util.List;
import java.util.function.BiConsumer;

/** What a customer owes, and the way to pay each bill; says nothing about whom. */
record OpenBills(List<InvoiceView> open, Wording wording) {

  /** So that the page stays small, whatever somebody owes. */
  private static final int SHOWN = 12;

  void write(Html html) {
    write(html, this::link);
  }

  /** For somebody who has only typed a number: a link leads to whom it is of. */
  void writeAmounts(Html html) {
    write(html, (unlinked, invoice) -> {});
  }

  private void write(Html html, BiConsumer<Html, InvoiceView> way) {
    if (open.isEmpty()) {
      return;
    }
    long total = open.stream().mapToLong(invoice -> invoice.open().amount()).sum();
    html.open("section").element("h2", wording.say("to.pay"));
    html.element("p", Money.rupiah(total).text(), "class", "sum").close();
    open.stream().limit(SHOWN).forEach(invoice -> bill(html, invoice, way));
    if (open.size() > SHOWN) {
      html.element("p", wording.say("isolir.more", Integer.toString(open.size() - SHOWN)));
    }
  }

  private void bill(Html html, InvoiceView invoice, BiConsumer<Html, InvoiceView> way) {
    html.open("section").open("dl");
    html.element("dt", wording.say("invoice.number")).element("dd", invoice.number());
    html.element("dt", wording.say("due")).element("dd", wording.day(invoice.dueDate()));
    html.element("dt", wording.say("open")).element("dd", invoice.open().text()).close();
    way.accept(html, invoice);
    html.close();
  }

  private void link(Html html, InvoiceView invoice) {
    // A path only: the link works by whatever address the router led here.
    String path = URI.create(invoice.payUrl()).getRawPath();
    html.element(
        "a",
        wording.say("isolir.pay"),
        "class",
        "button",
        "href",
        path + "?lang=" + wording.language());
  }
}
