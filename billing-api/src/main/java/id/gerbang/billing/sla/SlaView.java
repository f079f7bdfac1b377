package id.gerbang.billing.sla;

import id.gerbang.billing.http.NoColumn;
import id.gerbang.billing.money.Money;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer's month. Minutes that several incidents have count once.
 *
 * @param outMinutes of the whole month, those that were the customer's left out
 * @param onBackupMinutes apart from these
 * @param percent of the whole month that something of the customer's was not out
 * @param creditDue by all incidents so far, also open ones
 * @param proposed of it, waiting for billing
 */
public record SlaView(
    String month,
    long customerId,
    String customerNumber,
    String customerName,
    int incidents,
    @NoColumn List<String> incidentNumbers,
    long outMinutes,
    long onBackupMinutes,
    BigDecimal percent,
    Money creditDue,
    Money proposed,
    Money approved,
    @NoColumn List<SubscriptionSla> subscriptions) {

  /**
   * A subscription's month.
   *
   * @param measuredMinutes that count by what was promised
   * @param promised percent; null: nothing is promised
   */
  public record SubscriptionSla(
      long subscriptionId,
      String username,
      long planId,
      long measuredMinutes,
      long outMinutes,
      BigDecimal percent,
      @Nullable BigDecimal promised,
      boolean broken,
      Money creditDue) {}
}
