package id.gerbang.billing.customer;

import id.gerbang.billing.http.Json;
import id.gerbang.billing.subscription.SubscriptionView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A customer's row. */
public record CustomerRow(
    long id,
    @Nullable String externalId,
    String number,
    String name,
    @Nullable String phone,
    @Nullable String email,
    @Nullable String address,
    @Nullable String area,
    @Nullable Double latitude,
    @Nullable Double longitude,
    String contacts,
    @Nullable String notes,
    List<String> tags,
    @Nullable String npwp,
    @Nullable String nik,
    int version,
    Instant createdAt) {

  CustomerView view(@Nullable SubscriptionView subscription) {
    return view(npwp, nik, subscription);
  }

  /** As lists show it: npwp and nik only where one customer is looked at. */
  CustomerView listed() {
    return view(null, null, null);
  }

  private CustomerView view(
      @Nullable String npwp, @Nullable String nik, @Nullable SubscriptionView subscription) {
    return new CustomerView(
        id,
        externalId,
        number,
        name,
        phone,
        email,
        address,
        area,
        MapPoint.of(latitude, longitude),
        Json.list(contacts, Contact.class),
        notes,
        tags,
        npwp,
        nik,
        subscription,
        version,
        createdAt);
  }

  /** What a PUT would say to leave everything as it is. */
  SaveCustomer asRequest() {
    return new SaveCustomer(
        externalId,
        name,
        phone,
        email,
        address,
        area,
        MapPoint.of(latitude, longitude),
        Json.list(contacts, Contact.class),
        notes,
        tags,
        npwp,
        nik,
        null,
        null);
  }
}
