package id.gerbang.billing.customer;

import com.fasterxml.jackson.annotation.JsonInclude;
import id.gerbang.billing.http.NoColumn;
import id.gerbang.billing.subscription.SubscriptionView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer as the API shows it.
 *
 * @param number readable, fixed, usable for payment
 * @param npwp not in lists, as nik: who looks at one customer is noted
 * @param subscription the one that was made with the customer, in that answer alone
 */
public record CustomerView(
    long id,
    @Nullable String externalId,
    String number,
    String name,
    @Nullable String phone,
    @Nullable String email,
    @Nullable String address,
    @Nullable String area,
    @Nullable MapPoint mapPoint,
    List<Contact> contacts,
    @Nullable String notes,
    List<String> tags,
    @Nullable String npwp,
    @Nullable String nik,
    @NoColumn @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SubscriptionView subscription,
    int version,
    Instant createdAt) {}
