package id.gerbang.billing.cash;

import id.gerbang.billing.cash.HandoverDao.HandoverRow;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.money.Money;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A hand-over as the API shows it.
 *
 * @param difference what was counted less what was expected; negative: something is missing
 */
public record HandoverView(
    long id,
    String collector,
    String receivedBy,
    Money expected,
    Money counted,
    Money difference,
    @Nullable Map<String, Long> denominations,
    @Nullable String note,
    Instant handedOverAt) {

  static HandoverView of(HandoverRow row) {
    return new HandoverView(
        row.id(),
        row.collector(),
        row.receivedBy(),
        Money.rupiah(row.expected()),
        Money.rupiah(row.counted()),
        Money.rupiah(row.counted() - row.expected()),
        row.denominations() == null
            ? null
            : new TreeMap<>(Json.map(row.denominations(), Long.class)),
        row.note(),
        row.handedOverAt());
  }
}
