package id.gerbang.billing.portal;

import id.gerbang.billing.wording.Wording;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the end of the telephone number, which who can count customer numbers does not know: the
 * payment links beside the bills say whom they are of.
 */
record LastDigits(Wording wording) {

  private static final int DIGITS = 4;

  /** Whether they are the end of the number that the ISP has; never where it has none. */
  static boolean match(@Nullable String phone, String typed) {
    String digits = typed.strip();
    return phone != null && digits.matches("[0-9]{" + DIGITS + "}") && phone.endsWith(digits);
  }

  /**
   * @param number the customer number that was typed
   * @param wrong what was wrong with the digits; empty: none were typed yet
   */
  void write(Html html, String number, String wrong) {
    html.open("section").element("p", wording.say("isolir.digits"));
    if (!wrong.isEmpty()) {
      html.element("p", wording.say(wrong), "class", "wrong");
    }
    html.open("form", "method", "post", "action", "/isolir?lang=" + wording.language());
    html.leaf("input", "type", "hidden", "name", "number", "value", number);
    html.element("label", wording.say("isolir.digits.label"), "for", "digits");
    html.leaf(
        "input",
        "id",
        "digits",
        "name",
        "digits",
        "inputmode",
        "numeric",
        "autocomplete",
        "off",
        "maxlength",
        Integer.toString(DIGITS),
        "required",
        "");
    html.element("button", wording.say("isolir.digits.show")).close().close();
  }
}
