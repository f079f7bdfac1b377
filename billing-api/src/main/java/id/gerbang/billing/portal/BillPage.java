package id.gerbang.billing.portal;

import id.gerbang.billing.gateway.PaymentAttempts;
import id.gerbang.billing.gateway.PaymentChannel;
import id.gerbang.billing.invoice.InvoiceView;
import id.gerbang.billing.portal.Bills.Bill;
import id.gerbang.billing.portal.Frame.Page;
import id.gerbang.billing.wording.Wording;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The page of a payment link: how the invoice stands, the attempt to pay it, the ways, the lines.
 */
record BillPage(Clock clock, ZoneId zone, PaymentAttempts attempts, Frame frame) {

  /** How often an open page looks whether it was paid meanwhile. */
  private static final OptionalInt MINUTE = OptionalInt.of(60);

  /**
   * @param named the attempt that the address names
   * @param wrong the key of what was wrong with the form; empty: nothing
   */
  Response show(Bill bill, @Nullable String named, Wording wording, int status, String wrong) {
    Instant now = clock.instant();
    InvoicePart invoice =
        new InvoicePart(bill.invoice(), bill.payer(), wording, LocalDate.ofInstant(now, zone), now);
    if (!bill.isOpen()) {
      return frame.show(
          page(bill, bill.path(), OptionalInt.empty(), status, wording),
          bill.isp(),
          wording,
          html -> {
            invoice.summary(html);
            invoice.details(html);
          });
    }
    List<PaymentChannel> channels = attempts.channels(bill.invoice().id());
    String action = bill.path() + "?lang=" + wording.language().getLanguage();
    Optional<AttemptPart> attempt = attempt(bill.invoice(), named, channels, action, wording, now);
    String path =
        attempt.map(part -> bill.path() + "?attempt=" + part.number()).orElse(bill.path());
    OptionalInt reload = attempt.map(part -> part.standing().reload()).orElse(MINUTE);
    return frame.show(
        page(bill, path, reload, status, wording),
        bill.isp(),
        wording,
        html -> {
          invoice.summary(html);
          if (!wrong.isEmpty()) {
            html.open("section").element("p", wording.say(wrong), "class", "wrong").close();
          }
          attempt.ifPresent(part -> part.write(html));
          if (!channels.isEmpty()) {
            new Ways(channels, action, wording)
                .write(html, attempt.isPresent() ? "pay.other" : "pay.choose");
          }
          byHand(html, bill, channels, wording);
          invoice.details(html);
        });
  }

  private static Page page(
      Bill bill, String path, OptionalInt reload, int status, Wording wording) {
    return new Page(status, wording.say("page.pay"), reload, path, bill.logo());
  }

  private Optional<AttemptPart> attempt(
      InvoiceView invoice,
      @Nullable String named,
      List<PaymentChannel> channels,
      String action,
      Wording wording,
      Instant now) {
    return Standing.shown(attempts.ofInvoice(invoice.id()), named, invoice.open(), now)
        .map(
            shown ->
                new AttemptPart(
                    shown,
                    ChannelName.of(shown, channels, wording),
                    Standing.of(shown, invoice.open(), now),
                    action,
                    wording));
  }

  private static void byHand(Html html, Bill bill, List<PaymentChannel> channels, Wording wording) {
    ByHand byHand = new ByHand(bill.isp(), wording);
    if (channels.isEmpty()) {
      byHand.write(html, bill.invoice().number());
    } else {
      byHand.writeBeside(html, bill.invoice().number());
    }
  }
}
