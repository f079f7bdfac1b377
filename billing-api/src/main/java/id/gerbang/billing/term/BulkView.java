package id.gerbang.billing.term;

import id.gerbang.billing.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bulk action as the API shows it.
 *
 * @param id null: a rehearsal, of which nothing is kept
 * @param state {@code running}, {@code done} or {@code rehearsed}
 * @param refused how many it is not possible for
 * @param perMonth what those pay whose plan or price changes, in a rehearsal; null: nobody's does
 * @param items the first {@value #MOST_ITEMS}
 */
public record BulkView(
    @Nullable Long id,
    String action,
    String state,
    long subscriptions,
    long done,
    long refused,
    Money amount,
    @Nullable PerMonth perMonth,
    List<Item> items) {

  static final int MOST_ITEMS = 500;

  /** What becomes of one subscription. */
  public record Item(
      long subscriptionId,
      @Nullable String username,
      @Nullable Money amount,
      @Nullable Effect effect,
      @Nullable String session,
      @Nullable String refused) {}
}
