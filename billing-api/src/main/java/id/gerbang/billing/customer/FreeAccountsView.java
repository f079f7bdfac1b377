package id.gerbang.billing.customer;

import id.gerbang.billing.customer.FreeAccountDao.FreeRow;
import id.gerbang.billing.customer.FreeAccountDao.Sums;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions that are given for nothing.
 *
 * @param accounts how many there are
 * @param forgone what a period of all of them would cost
 * @param items a page of them
 */
public record FreeAccountsView(
    long accounts, Money forgone, List<FreeAccount> items, @Nullable String next) {

  /**
   * One of them.
   *
   * @param price of a period
   */
  public record FreeAccount(
      long subscriptionId,
      String username,
      long customerId,
      String number,
      String name,
      List<String> tags,
      String plan,
      Money price) {

    static FreeAccount of(FreeRow row) {
      return new FreeAccount(
          row.subscriptionId(),
          row.username(),
          row.customerId(),
          row.number(),
          row.name(),
          row.tags(),
          row.plan(),
          Money.rupiah(row.price()));
    }
  }

  static FreeAccountsView of(Sums sums, Page<FreeRow> page) {
    return new FreeAccountsView(
        sums.accounts(),
        Money.rupiah(sums.forgone()),
        page.items().stream().map(FreeAccount::of).toList(),
        page.next());
  }
}
