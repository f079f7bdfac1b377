package id.gerbang.billing.document;

import id.gerbang.billing.document.DocumentDao.Addressee;
import id.gerbang.billing.document.Letterhead.Fact;
import id.gerbang.billing.document.Sheet.Style;
import id.gerbang.billing.payment.PaymentView.AllocationView;
import id.gerbang.billing.payment.ReceiptView;
import id.gerbang.billing.wording.Wording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A receipt for a payment; one that was taken back says so. */
record ReceiptPdf(Letterhead letterhead, ReceiptView receipt, Addressee addressee) {

  byte[] write() {
    Wording wording = letterhead.wording();
    String title = wording.say("receipt") + " " + receipt.number();
    try (Sheet sheet = new Sheet(title, wording.language())) {
      letterhead.write(sheet, title, addressee, facts(wording));
      if (receipt.reversed()) {
        sheet.stamp(wording.say("state.void"), Sheet.RED);
      }
      sheet.rule();
      sheet.row(wording.say("received"), receipt.amount().text(), Style.STRONG);
      sheet.words(wording.say("in.words") + ": " + wording.inWords(receipt.amount()));
      sheet.rule();
      for (AllocationView allocation : receipt.invoices()) {
        sheet.row(
            wording.say("paid.invoice", allocation.invoiceNumber()),
            allocation.amount().text(),
            Style.PLAIN);
      }
      if (receipt.credit().amount() > 0) {
        sheet.row(wording.say("kept.as.credit"), receipt.credit().text(), Style.PLAIN);
      }
      if (receipt.reversed()) {
        sheet.words(wording.say("receipt.reversed"));
      }
      return sheet.bytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The person, without what kind of account it is. */
  private String receiver() {
    return receipt.receivedBy().replaceFirst("^[a-z]+:", "");
  }

  private List<Fact> facts(Wording wording) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(wording.say("received.at"), wording.moment(receipt.receivedAt())));
    String key = "method." + receipt.method();
    facts.add(
        new Fact(wording.say("method"), wording.has(key) ? wording.say(key) : receipt.method()));
    String reference = receipt.reference();
    if (reference != null) {
      facts.add(new Fact(wording.say("reference"), reference));
    }
    if (receipt.method().equals("cash")) {
      facts.add(new Fact(wording.say("received.by"), receiver()));
    }
    return facts;
  }
}
