package id.gerbang.billing.customer;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.subscription.CreateSubscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A customer as it is to be.
 *
 * @param subscription made in the same transaction; only where the customer itself is made
 * @param confirmDuplicate true: it is no mistake that somebody much alike is there already
 */
public record SaveCustomer(
    @Nullable String externalId,
    @Nullable String name,
    @Nullable String phone,
    @Nullable String email,
    @Nullable String address,
    @Nullable String area,
    @Nullable MapPoint mapPoint,
    @Nullable List<Contact> contacts,
    @Nullable String notes,
    @Nullable List<String> tags,
    @Nullable String npwp,
    @Nullable String nik,
    @Nullable CreateSubscription subscription,
    @Nullable Boolean confirmDuplicate) {

  private static final int MOST_TAGS = 50;
  private static final int MOST_CONTACTS = 20;

  /** The same with its phone normalised, or all that is wrong with it. */
  SaveCustomer checked() {
    Checks checks = new Checks();
    checks.optionalText(externalId, "externalId", 255);
    checks.text(name, "name", 255);
    String number = digits(checks, phone, "phone");
    checks.that(
        email == null || email.matches("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}]{1,255}"),
        "email",
        "is no e-mail address");
    checks.optionalText(address, "address", 1000);
    checks.optionalText(area, "area", 255);
    checks.optionalText(notes, "notes", 10_000);
    checkMapPoint(checks);
    List<Contact> people = contacts(checks);
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
        externalId,
        name,
        number,
        email,
        address,
        area,
        mapPoint,
        people,
        notes,
        labels,
        npwp,
        nik,
        subscription,
        confirmDuplicate);
  }

  private void checkMapPoint(Checks checks) {
    if (mapPoint != null) {
      Double latitude = mapPoint.latitude();
      Double longitude = mapPoint.longitude();
      checks.that(
          latitude != null && Math.abs(latitude) <= 90, "mapPoint.latitude", "is from -90 to 90");
      checks.that(
          longitude != null && Math.abs(longitude) <= 180,
          "mapPoint.longitude",
          "is from -180 to 180");
    }
  }

  private List<Contact> contacts(Checks checks) {
    List<Contact> given = Objects.requireNonNullElse(contacts, List.of());
    checks.that(given.size() <= MOST_CONTACTS, "contacts", "are more than " + MOST_CONTACTS);
    List<Contact> people = new ArrayList<>();
    for (Contact contact : given) {
      String field = "contacts[" + people.size() + "]";
      checks.text(contact.name(), field + ".name", 255);
      checks.optionalText(contact.role(), field + ".role", 63);
      people.add(
          new Contact(
              contact.name(), digits(checks, contact.phone(), field + ".phone"), contact.role()));
    }
    return people;
  }

  private static @Nullable String digits(Checks checks, @Nullable String written, String field) {
    if (written == null || written.isBlank()) {
      return null;
    }
    String number = Phone.normalise(written).orElse(null);
    checks.that(number != null, field, "is no telephone number such as 081234567890");
    return number;
  }

  public @Nullable Double latitude() {
    return mapPoint == null ? null : mapPoint.latitude();
  }

  public @Nullable Double longitude() {
    return mapPoint == null ? null : mapPoint.longitude();
  }

  boolean duplicateConfirmed() {
    return Boolean.TRUE.equals(confirmDuplicate);
  }
}
