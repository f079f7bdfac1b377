package id.gerbang.billing.portal;

import id.gerbang.billing.gateway.PaymentAttemptView;
import id.gerbang.billing.gateway.PaymentChannel;
import id.gerbang.billing.wording.Wording;
import java.util.List;

/** Gateways' channels in words that customers know. */
final class ChannelName {

  /** What a customer does to pay that way; in the order in which pages offer them. */
  enum Kind {
    QRIS("qris"),
    ACCOUNT("bca_va bni_va bri_va bsi_va bjb_va cimb_va mandiri_va mandiri_bill permata_va"),
    WALLET("gopay ovo dana shopeepay linkaja"),
    SHOP("indomaret alfamart"),
    PAGE("snap invoice");

    private final List<String> channels;

    Kind(String channels) {
      this.channels = List.of(channels.split(" "));
    }

    /** A channel that nobody has sorted yet leads to some page or other. */
    static Kind of(String channel) {
      for (Kind kind : values()) {
        if (kind.channels.contains(channel)) {
          return kind;
        }
      }
      return PAGE;
    }
  }

  private ChannelName() {}

  /** Of the channel of an attempt, which may be offered no more. */
  static String of(PaymentAttemptView attempt, List<PaymentChannel> offered, Wording wording) {
    return offered.stream()
        .filter(channel -> channel.gateway().equals(attempt.gateway()))
        .filter(channel -> channel.channel().equals(attempt.channel()))
        .findFirst()
        .map(channel -> of(channel, wording))
        .orElseGet(() -> of(attempt.channel(), wording));
  }

  /** As the ISP calls it, or else as everybody does. */
  static String of(PaymentChannel channel, Wording wording) {
    return channel.label().equals(channel.channel())
        ? of(channel.channel(), wording)
        : channel.label();
  }

  private static String of(String channel, Wording wording) {
    String key = "channel." + channel;
    return wording.has(key) ? wording.say(key) : channel;
  }
}
