package id.gerbang.billing.money;

import java.util.Optional;

/**
 * One side of an entry: debit positive, credit negative.
 *
 * @param customerId whose receivable or credit it is; absent on the ISP's own accounts
 * @param holder the collector in whose hands, or the gateway with which it is; absent on every
 *     other account
 */
public record Posting(
    Account account, Optional<Long> customerId, Optional<String> holder, Money amount) {

  public static Posting own(Account account, Money amount) {
    return new Posting(account, Optional.empty(), Optional.empty(), amount);
  }

  static Posting of(Account account, long customerId, Money amount) {
    return new Posting(account, Optional.of(customerId), Optional.empty(), amount);
  }

  /** What is held for a customer is that much less. */
  public static Posting outOfDeposit(long customerId, Money amount) {
    return of(Account.DEPOSIT, customerId, amount);
  }

  /** Money that stands with a gateway. */
  public static Posting with(String gateway, Money amount) {
    return new Posting(Account.GATEWAY_CLEARING, Optional.empty(), Optional.of(gateway), amount);
  }

  /** Cash in a collector's hands. */
  public static Posting held(String holder, Money amount) {
    return new Posting(Account.COLLECTOR_CASH, Optional.empty(), Optional.of(holder), amount);
  }

  /** The same side backwards. */
  Posting back() {
    return new Posting(
        account,
        customerId,
        holder,
        new Money(Math.negateExact(amount.amount()), amount.currency()));
  }
}
