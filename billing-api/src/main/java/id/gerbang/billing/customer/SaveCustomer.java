package id.gerbang.billing.customer;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.subscription.CreateSubscription;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A customer as it is to be.
 *
 * @param subscription made in the same transaction; only where the customer itself is made
 */
public record SaveCustomer(
    @Nullable String externalId,
    @Nullable String name,
    @Nullable String phone,
    @Nullable String email,
    @Nullable String address,
    @Nullable String area,
    @Nullable String notes,
    @Nullable List<String> tags,
    @Nullable String npwp,
    @Nullable String nik,
    @Nullable CreateSubscription subscription) {

  private static final int MOST_TAGS = 50;

  /** The same with its phone normalised, or all that is wrong with it. */
  SaveCustomer checked() {
    Checks checks = new Checks();
    checks.optionalText(externalId, "externalId", 255);
    checks.text(name, "name", 255);
    String number = phone == null || phone.isBlank() ? null : phone;
    if (number != null) {
      number = Phone.normalise(number).orElse(null);
      checks.that(number != null, "phone", "is no telephone number such as 081234567890");
    }
    checks.that(
        email == null || email.matches("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}]{1,255}"),
        "email",
        "is no e-mail address");
    checks.optionalText(address, "address", 1000);
    checks.optionalText(area, "area", 255);
    checks.optionalText(notes, "notes", 10_000);
    checks.that(
        npwp == null || npwp.replaceAll("[.-]", "").matches("[0-9]{15,16}"),
        "npwp",
        "has 15 or 16 digits");
    checks.that(nik == null || nik.matches("[0-9]{16}"), "nik", "has 16 digits");
    List<String> labels = Objects.requireNonNullElse(tags, List.of());
    checks.that(labels.size() <= MOST_TAGS, "tags", "are more than " + MOST_TAGS);
    for (int i = 0; i < labels.size(); i++) {
      checks.text(labels.get(i), "tags[" + i + "]", 63);
    }
    checks.done();
    return new SaveCustomer(
        externalId, name, number, email, address, area, notes, labels, npwp, nik, subscription);
  }
}
