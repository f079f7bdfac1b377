package id.gerbang.billing.portal;

import id.gerbang.billing.isp.IspProfile;
import id.gerbang.billing.wording.Wording;

/** How to pay without a gateway, in the ISP's own words. */
record ByHand(IspProfile isp, Wording wording) {

  /** Beside other ways: only where the ISP has said how. */
  void writeBeside(Html html, String number) {
    if (!isp.paymentInstructions().isEmpty()) {
      write(html, "pay.by.hand", number);
    }
  }

  /**
   * @param number of what is paid, to be named by whoever pays
   */
  void write(Html html, String number) {
    write(html, "how.to.pay", number);
  }

  private void write(Html html, String title, String number) {
    html.open("section").element("h2", wording.say(title));
    if (isp.paymentInstructions().isEmpty()) {
      html.element("p", wording.say("how.to.pay.ask"));
    } else {
      html.open("p").lines(isp.paymentInstructions()).close();
    }
    html.element("p", wording.say("write.number", number), "class", "small").close();
  }
}
