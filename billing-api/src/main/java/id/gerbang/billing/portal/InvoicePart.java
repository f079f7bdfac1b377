package id.gerbang.billing.portal;

import id.gerbang.billing.invoice.InvoiceView;
import id.gerbang.billing.invoice.InvoiceView.LineView;
import id.gerbang.billing.invoice.InvoiceView.TaxView;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.portal.PortalDao.Payer;
import id.gerbang.billing.wording.Wording;
import java.time.Instant;
import java.time.LocalDate;

/** An invoice on a page: what is to pay, and for what. */
record InvoicePart(
    InvoiceView invoice, Payer payer, Wording wording, LocalDate today, Instant now) {

  /** How it stands and what is still to pay: what a phone shows first. */
  void summary(Html html) {
    html.open("section").element("h1", wording.say("invoice") + " " + invoice.number());
    String state = state();
    html.open("p").element("span", wording.say("state." + state), "class", "state " + state);
    html.close();
    switch (invoice.status()) {
      case "paid" -> html.element("p", wording.say("state.paid.words"));
      case "void" -> html.element("p", wording.say("state.void.words"));
      case "open" -> {
        html.element("p", invoice.open().text(), "class", "sum");
        html.element(
            "p", wording.say("due") + ": " + wording.day(invoice.dueDate()), "class", "small");
      }
      default -> html.element("p", wording.say("state.done.words"));
    }
    html.element("p", wording.say("as.of", wording.moment(now)), "class", "small").close();
  }

  /** Whose it is, its lines and sums. */
  void details(Html html) {
    html.open("section").open("dl");
    entry(html, "customer", ShortName.of(payer.name()));
    entry(html, "customer.number", payer.number());
    entry(html, "issued", wording.day(invoice.issuedAt()));
    entry(html, "due", wording.day(invoice.dueDate()));
    html.close().close();

    html.open("section").element("h2", wording.say("line")).open("table");
    for (LineView line : invoice.priced()) {
      row(html, "", line.description(), line.amount());
    }
    TaxView tax = invoice.tax();
    if (tax != null) {
      row(html, "", wording.say("tax.base"), tax.base());
      row(html, "", wording.say("tax"), tax.amount());
    }
    row(html, "total", wording.say("total"), invoice.total());
    taken(html, "paid.so.far", invoice.paid());
    taken(html, "credited", invoice.credited());
    taken(html, "written.off", invoice.writtenOff());
    if (invoice.open().amount() < invoice.total().amount()) {
      row(html, "total", wording.say("open"), invoice.open());
    }
    html.close().close();
  }

  private void taken(Html html, String key, Money amount) {
    if (amount.amount() > 0) {
      row(html, "", wording.say(key), amount);
    }
  }

  private String state() {
    if (!invoice.status().equals("open")) {
      return invoice.status();
    }
    if (invoice.dueDate().isBefore(today)) {
      return "overdue";
    }
    return invoice.paid().amount() > 0 ? "partly" : "open";
  }

  private void entry(Html html, String key, String value) {
    html.element("dt", wording.say(key)).element("dd", value);
  }

  private static void row(Html html, String kind, String words, Money amount) {
    html.open("tr", "class", kind).element("th", words, "scope", "row");
    html.element("td", amount.text()).close();
  }
}
