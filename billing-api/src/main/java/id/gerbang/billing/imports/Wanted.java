package id.gerbang.billing.imports;

import id.gerbang.billing.customer.SaveCustomer;
import id.gerbang.billing.subscription.BillingDayRequest;
import java.util.Optional;

/**
 * What an entry asks for.
 *
 * @param billingDay where it names a day or a beginning
 */
public record Wanted(SaveCustomer customer, Optional<BillingDayRequest> billingDay) {}
