package id.gerbang.billing.moving;

import id.gerbang.billing.plan.RateLimitFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a plan here is to give, for accounts that have the same tariff elsewhere: there, a group or
 * the account itself may say what a plan says here.
 *
 * @param sessions at once; empty: as many as they like
 */
record Shape(
    String tariff,
    Optional<RateLimitFields> rate,
    Optional<String> pool,
    Optional<String> addressList,
    Optional<Integer> sessions) {

  /**
   * @param own what the account and its group are answered with
   * @param usual what its tariff is
   */
  static Shape of(Account account, Reply own, Tariff tariff, Reply usual) {
    return new Shape(
        tariff.name(),
        own.rate().or(usual::rate).or(tariff::rate),
        own.pool().or(usual::pool),
        own.addressList().or(usual::addressList),
        account.sessions());
  }

  /** What tells it from the usual one of its tariff. */
  String unlike(Shape usual) {
    List<String> words = new ArrayList<>();
    if (!rate.equals(usual.rate)) {
      words.add(rate.map(RateLimitFields::text).orElse("no rate"));
    }
    if (!pool.equals(usual.pool)) {
      words.add("pool " + pool.orElse("of the router"));
    }
    if (!addressList.equals(usual.addressList)) {
      words.add("list " + addressList.orElse("usual"));
    }
    if (!sessions.equals(usual.sessions)) {
      words.add(sessions.map(it -> it + " sessions").orElse("any sessions"));
    }
    return String.join(", ", words);
  }
}
