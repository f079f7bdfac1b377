package id.gerbang.billing.portal;

import id.gerbang.billing.document.QrCode;
import id.gerbang.billing.gateway.PaymentAttemptView;
import id.gerbang.billing.wording.Wording;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An attempt on a page: how to pay it now, or what became of it.
 *
 * @param name of its channel
 * @param action where the same way is asked for again
 */
record AttemptPart(
    PaymentAttemptView attempt, String name, Standing standing, String action, Wording wording) {

  /** What a link may open: a page, or the app of a wallet that is sold here. */
  private static final Set<String> OPENED = Set.of("https", "http", "gojek", "shopeeid");

  /** The field by which a customer says that an attempt is paid, with its number. */
  static final String PAID = "paid";

  String number() {
    return Standing.number(attempt);
  }

  void write(Html html) {
    html.open("section", "id", "attempt").element("h2", name);
    String key = "attempt." + standing.name().toLowerCase(Locale.ROOT);
    html.open("p").element("span", wording.say(key), "class", "state " + tone()).close();
    if (standing == Standing.PAYABLE) {
      payable(html);
    } else {
      html.element("p", wording.say(key + ".words"));
    }
    if (standing.repeatable()) {
      String way = attempt.gateway() + ":" + attempt.channel();
      button(html, "attempt.again", Ways.FIELD, way);
    }
    html.close();
  }

  private void button(Html html, String words, String field, String value) {
    html.open("form", "method", "post", "action", action);
    html.element("button", wording.say(words), "name", field, "value", value).close();
  }

  private String tone() {
    return switch (standing) {
      case PAID -> "paid";
      case UNANSWERED, REFUSED, OUTDATED, ENDED -> "overdue";
      case PREPARING, PAYABLE -> "open";
    };
  }

  private void payable(Html html) {
    html.element("p", attempt.total().text(), "class", "sum");
    if (attempt.customerFee().amount() > 0) {
      String fee = wording.say("pay.fee.part", attempt.customerFee().text());
      html.element("p", fee, "class", "small");
    }
    html.element("p", wording.say("attempt.until", wording.moment(attempt.expiresAt())));
    number(html, "attempt.biller", attempt.billerCode());
    number(
        html,
        attempt.billerCode() == null ? "attempt.account" : "attempt.bill",
        attempt.vaNumber());
    number(html, "attempt.code", attempt.paymentCode());
    String code = attempt.qrString();
    if (code != null && code.length() <= QrCode.LONGEST) {
      qr(html, code);
    }
    String link = attempt.link();
    if (link != null && opens(link)) {
      html.element("a", wording.say("attempt.go", name), "class", "button", "href", link);
    }
    if (attempt.vaNumber() != null) {
      String key = attempt.billerCode() == null ? "attempt.account.words" : "attempt.bill.words";
      html.element("p", wording.say(key), "class", "small");
    }
    if (attempt.paymentCode() != null) {
      html.element("p", wording.say("attempt.code.words", name), "class", "small");
    }
    html.element("p", wording.say("attempt.live"), "class", "small");
    button(html, "attempt.paid.ask", PAID, number());
    Instant asked = attempt.checkedAt();
    if (asked != null) {
      String key = attempt.trouble() == null ? "attempt.not.yet" : "attempt.silent";
      html.element("p", wording.say(key, wording.moment(asked)), "class", "small");
    }
  }

  private void number(Html html, String key, @Nullable String number) {
    if (number != null) {
      html.element("p", wording.say(key), "class", "small");
      html.element("p", number, "class", "code");
    }
  }

  private void qr(Html html, String text) {
    QrCode code = QrCode.of(text);
    String side = Integer.toString(code.size() + 2 * QrCode.QUIET);
    html.open(
        "svg",
        "class",
        "qr",
        "viewBox",
        "0 0 " + side + " " + side,
        "role",
        "img",
        "aria-label",
        wording.say("attempt.qr"));
    html.open("path", "d", "M0 0h" + side + "v" + side + "H0z", "fill", "#fff").close();
    html.open("path", "d", code.svgPath()).close().close();
    html.element("p", wording.say("attempt.qr.words"), "class", "small");
  }

  /** A link is a provider's text: it opens what customers expect, or nothing. */
  static boolean opens(String link) {
    try {
      String scheme = URI.create(link).getScheme();
      return scheme != null && OPENED.contains(scheme.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException noUri) {
      return false;
    }
  }
}
