package id.gerbang.billing.moving;

import id.gerbang.billing.past.Past.Heard;
import id.gerbang.billing.past.PastPayment;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Payments of another system as they are told, each with what can't be kept of it. */
final class Payments {

  private final Heard heard;
  private final Map<String, Integer> alike = new HashMap<>();

  Payments(Heard heard) {
    this.heard = heard;
  }

  /**
   * A payment, as it is written there.
   *
   * @param reference those that have the same are told apart by their order
   * @param currency where one is told
   */
  void tell(
      String account,
      String reference,
      Optional<Instant> at,
      String amount,
      String currency,
      String method,
      String profile) {
    Optional<Long> whole = Rupiah.whole(amount);
    if (!Rupiah.is(currency)) {
      heard.leftOut("payments are in %s: rupiah alone are taken".formatted(currency));
    } else if (whole.isEmpty()) {
      heard.leftOut("payments are of no whole rupiah: not taken");
    } else if (whole.get() == 0) {
      heard.leftOut("payments are of nothing: not taken");
    } else if (at.isEmpty()) {
      heard.leftOut("payments tell no time that is known how to read: not taken");
    } else {
      int same = alike.merge(account + "\n" + reference, 1, Integer::sum);
      heard.payment(
          new PastPayment(
              account,
              ToldText.plain(same == 1 ? reference : reference + " (" + same + ")"),
              at.get(),
              whole.get(),
              ToldText.plain(method),
              ToldText.plain(profile)));
    }
  }
}
