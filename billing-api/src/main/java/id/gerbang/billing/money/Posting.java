package id.gerbang.billing.money;

import java.util.Optional;

/**
 * One side of an entry: debit positive, credit negative.
 *
 * @param customerId whose receivable or credit it is; absent on the ISP's own accounts
 */
public record Posting(Account account, Optional<Long> customerId, Money amount) {

  static Posting own(Account account, Money amount) {
    return new Posting(account, Optional.empty(), amount);
  }

  static Posting of(Account account, long customerId, Money amount) {
    return new Posting(account, Optional.of(customerId), amount);
  }
}
