package id.gerbang.billing.document;

import id.gerbang.billing.document.DocumentDao.Addressee;
import id.gerbang.billing.document.Letterhead.Fact;
import id.gerbang.billing.document.Sheet.Style;
import id.gerbang.billing.invoice.InvoiceView;
import id.gerbang.billing.invoice.InvoiceView.LineView;
import id.gerbang.billing.invoice.InvoiceView.TaxView;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.wording.Wording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** An invoice on paper. */
record InvoicePdf(Letterhead letterhead, InvoiceView invoice, Addressee addressee) {

  private static final float QR_WIDTH = 96;

  byte[] write() {
    Wording wording = letterhead.wording();
    String title = wording.say("invoice") + " " + invoice.number();
    try (Sheet sheet = new Sheet(title, wording.language())) {
      letterhead.write(sheet, title, addressee, facts(wording));
      stamp(sheet, wording);
      lines(sheet, wording);
      wayToPay(sheet, wording);
      return sheet.bytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Fact> facts(Wording wording) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(wording.say("issued"), wording.day(invoice.issuedAt())));
    facts.add(new Fact(wording.say("due"), wording.day(invoice.dueDate())));
    facts.add(new Fact(wording.say("state"), wording.say("state." + state())));
    String taxInvoice = invoice.taxInvoiceNumber();
    if (taxInvoice != null) {
      facts.add(new Fact(wording.say("tax.invoice"), taxInvoice));
    }
    return facts;
  }

  private String state() {
    boolean partly = invoice.status().equals("open") && invoice.paid().amount() > 0;
    return partly ? "partly" : invoice.status();
  }

  private void stamp(Sheet sheet, Wording wording) throws IOException {
    switch (invoice.status()) {
      case "paid" -> sheet.stamp(wording.say("state.paid"), Sheet.GREEN);
      case "void" -> sheet.stamp(wording.say("state.void"), Sheet.RED);
      default -> {
        // Nothing is stamped on what waits to be paid.
      }
    }
  }

  private void lines(Sheet sheet, Wording wording) throws IOException {
    sheet.rule();
    sheet.row(wording.say("line"), wording.say("amount"), Style.STRONG);
    sheet.rule();
    for (LineView line : invoice.priced()) {
      sheet.row(line.description(), line.amount().text(), Style.PLAIN);
    }
    sheet.rule();
    TaxView tax = invoice.tax();
    if (tax != null) {
      sheet.row(wording.say("tax.base"), tax.base().text(), Style.PLAIN);
      sheet.row(wording.say("tax"), tax.amount().text(), Style.PLAIN);
    }
    sheet.row(wording.say("total"), invoice.total().text(), Style.STRONG);
    sheet.words(wording.say("in.words") + ": " + wording.inWords(invoice.total()));
    taken(sheet, wording.say("paid.so.far"), invoice.paid());
    taken(sheet, wording.say("credited"), invoice.credited());
    taken(sheet, wording.say("written.off"), invoice.writtenOff());
    if (invoice.status().equals("open") && invoice.open().amount() < invoice.total().amount()) {
      sheet.row(wording.say("open"), invoice.open().text(), Style.STRONG);
    }
    String reason = invoice.voidReason();
    if (reason != null) {
      sheet.words(wording.say("void.because", reason));
    }
  }

  private static void taken(Sheet sheet, String words, Money amount) throws IOException {
    if (amount.amount() > 0) {
      sheet.row(words, amount.text(), Style.PLAIN);
    }
  }

  private void wayToPay(Sheet sheet, Wording wording) throws IOException {
    if (!invoice.status().equals("open")) {
      return;
    }
    sheet.down(20);
    sheet.need(QR_WIDTH + 10);
    float top = sheet.y();
    sheet.qr(QrCode.of(invoice.payUrl()), Sheet.LEFT, top - QR_WIDTH, QR_WIDTH);
    float x = Sheet.LEFT + QR_WIDTH + 20;
    float width = Sheet.RIGHT - x;
    sheet.text(wording.say("how.to.pay"), Style.STRONG, x, width);
    sheet.text(wording.say("scan.to.pay"), Style.PLAIN, x, width);
    sheet.text(invoice.payUrl(), Style.PLAIN, x, width);
    String instructions = letterhead.isp().paymentInstructions();
    if (!instructions.isBlank()) {
      sheet.down(4);
      sheet.text(instructions, Style.PLAIN, x, width);
    }
  }
}
