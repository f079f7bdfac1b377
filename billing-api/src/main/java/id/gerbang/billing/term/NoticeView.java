package id.gerbang.billing.term;

import id.gerbang.billing.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a customer is to be told, with all that a message needs.
 *
 * @param kind {@code plan}: another plan or price; {@code warn}: an invoice that is due
 * @param price of a period of the plan from then on
 */
public record NoticeView(
    long id,
    String kind,
    Instant at,
    long customerId,
    String customerNumber,
    String customerName,
    @Nullable String phone,
    @Nullable Long subscriptionId,
    @Nullable String username,
    @Nullable Long planId,
    @Nullable String plan,
    @Nullable Money price,
    @Nullable Instant effectiveFrom,
    @Nullable Long invoiceId,
    @Nullable String invoiceNumber,
    @Nullable Integer daysAfterDue) {}
