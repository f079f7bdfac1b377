package id.gerbang.billing.portal;

import id.gerbang.billing.gateway.PaymentChannel;
import id.gerbang.billing.portal.ChannelName.Kind;
import id.gerbang.billing.wording.Wording;
import java.util.List;
import java.util.Locale;

/**
 * The channels to choose from, each a button that says what is paid that way.
 *
 * @param action where the choice is sent
 */
record Ways(List<PaymentChannel> channels, String action, Wording wording) {

  /** What the button is called that names the gateway and its channel. */
  static final String FIELD = "way";

  /**
   * @param title the key of what stands above them
   */
  void write(Html html, String title) {
    html.open("section", "id", "ways").element("h2", wording.say(title));
    boolean fee = channels.stream().anyMatch(channel -> channel.customerFee().amount() > 0);
    html.element("p", wording.say(fee ? "pay.fee.customer" : "pay.fee.isp"), "class", "small");
    html.open("form", "method", "post", "action", action);
    for (Kind kind : Kind.values()) {
      List<PaymentChannel> some =
          channels.stream().filter(channel -> Kind.of(channel.channel()) == kind).toList();
      if (!some.isEmpty()) {
        html.element("h3", wording.say("pay.kind." + kind.name().toLowerCase(Locale.ROOT)));
        some.forEach(channel -> button(html, channel));
      }
    }
    html.close().close();
  }

  private void button(Html html, PaymentChannel channel) {
    String way = channel.gateway() + ":" + channel.channel();
    html.open("button", "class", "channel", "name", FIELD, "value", way);
    html.open("span").text(ChannelName.of(channel, wording));
    if (channel.customerFee().amount() > 0) {
      html.leaf("br");
      String fee = wording.say("pay.fee.part", channel.customerFee().text());
      html.element("span", fee, "class", "small");
    }
    html.close().element("strong", channel.total().text()).close();
  }
}
