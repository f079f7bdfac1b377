package id.gerbang.billing.term;

import id.gerbang.billing.money.Money;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What all of a bulk action pay in a month, before it and after. */
public record PerMonth(Money before, Money after) {

  /** With one more, where that one's price changes. */
  static Optional<PerMonth> sum(Optional<PerMonth> others, @Nullable Effect effect) {
    Effect.EffectPrice price = effect == null ? null : effect.price();
    if (price == null) {
      return others;
    }
    return Optional.of(
        new PerMonth(
            plus(others.map(PerMonth::before), price.perMonthBefore()),
            plus(others.map(PerMonth::after), price.perMonthAfter())));
  }

  private static Money plus(Optional<Money> sum, Money more) {
    return Money.rupiah(Math.addExact(sum.map(Money::amount).orElse(0L), more.amount()));
  }
}
