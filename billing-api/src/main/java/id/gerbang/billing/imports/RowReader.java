package id.gerbang.billing.imports;

import id.gerbang.billing.customer.MapPoint;
import id.gerbang.billing.customer.SaveCustomer;
import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Secret;
import id.gerbang.billing.imports.Sheet.Line;
import id.gerbang.billing.subscription.BillingDayRequest;
import id.gerbang.billing.subscription.CreateSubscription;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a row asks for, in the words of the API's own requests. */
final class RowReader {

  /** Any of these says that there is a subscription. */
  private static final Set<Target> OF_SUBSCRIPTIONS =
      EnumSet.of(
          Target.PLAN,
          Target.USERNAME,
          Target.PASSWORD,
          Target.SERVICE,
          Target.STATIC_IP,
          Target.BILLING,
          Target.BILLING_DAY,
          Target.BILLED_FROM,
          Target.ACTIVE_UNTIL);

  private static final Map<String, String> BILLING_WORDS =
      Map.of("prabayar", "prepaid", "pascabayar", "postpaid");

  private final Mapping mapping;
  private final ZoneId zone;

  RowReader(Mapping mapping, ZoneId zone) {
    this.mapping = mapping;
    this.zone = zone;
  }

  /** A row as an entry. */
  Entry entry(Line line) {
    return new SheetEntry(this, line);
  }

  private record SheetEntry(RowReader reader, Line line) implements Entry {

    @Override
    public int row() {
      return line.number();
    }

    @Override
    public Optional<String> name() {
      return reader.mapping.read(line, Target.NAME);
    }

    @Override
    public Wanted read(Plans plans) {
      return reader.read(line, plans);
    }
  }

  private Wanted read(Line line, Plans plans) {
    Checks checks = new Checks();
    boolean subscribes =
        OF_SUBSCRIPTIONS.stream().anyMatch(it -> mapping.read(line, it).isPresent());
    CreateSubscription subscription = subscribes ? subscription(line, plans, checks) : null;
    Optional<BillingDayRequest> billingDay = billingDay(line, checks);
    boolean prepaid = subscription != null && "prepaid".equals(subscription.billing());
    checks.that(billingDay.isEmpty() || !prepaid, "billingDay", "is for billing postpaid");
    SaveCustomer customer =
        new SaveCustomer(
            text(line, Target.EXTERNAL_ID),
            text(line, Target.NAME),
            text(line, Target.PHONE),
            text(line, Target.EMAIL),
            text(line, Target.ADDRESS),
            text(line, Target.AREA),
            mapPoint(line, checks),
            null,
            text(line, Target.NOTES),
            tags(line),
            text(line, Target.NPWP),
            text(line, Target.NIK),
            subscription,
            true);
    checks.done();
    return new Wanted(customer, billingDay);
  }

  private CreateSubscription subscription(Line line, Plans plans, Checks checks) {
    Optional<String> plan = mapping.read(line, Target.PLAN);
    Long planId = plan.flatMap(plans::find).orElse(null);
    checks.that(plan.isPresent(), "plan", "is missing");
    checks.that(
        plan.isEmpty() || planId != null,
        "plan",
        "is no plan that is sold: " + plan.orElse("") + "; there are " + plans.names());
    Instant activeUntil = activeUntil(line, checks);
    String billing =
        mapping
            .read(line, Target.BILLING)
            .map(it -> it.toLowerCase(Locale.ROOT))
            .map(it -> BILLING_WORDS.getOrDefault(it, it))
            .orElse(activeUntil == null ? "postpaid" : "prepaid");
    return new CreateSubscription(
        null,
        null,
        planId,
        text(line, Target.USERNAME),
        mapping.read(line, Target.PASSWORD).map(Secret::new).orElse(null),
        mapping.read(line, Target.SERVICE).map(it -> it.toLowerCase(Locale.ROOT)).orElse(null),
        billing,
        activeUntil,
        text(line, Target.STATIC_IP),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /**
   * Up to the end of that day, where it is a day: "aktif sampai 31/12/2026" is paid for the 31st.
   */
  private @Nullable Instant activeUntil(Line line, Checks checks) {
    Optional<String> written = mapping.read(line, Target.ACTIVE_UNTIL);
    Optional<Instant> end =
        written.flatMap(
            it ->
                WrittenDay.instant(it)
                    .or(
                        () ->
                            WrittenDay.day(it)
                                .map(day -> day.plusDays(1).atStartOfDay(zone).toInstant())));
    checks.that(written.isEmpty() || end.isPresent(), "activeUntil", WrittenDay.EXPECTED);
    return end.orElse(null);
  }

  private Optional<BillingDayRequest> billingDay(Line line, Checks checks) {
    Optional<String> day = mapping.read(line, Target.BILLING_DAY);
    Optional<String> from = mapping.read(line, Target.BILLED_FROM);
    if (day.isEmpty() && from.isEmpty()) {
      return Optional.empty();
    }
    LocalDate first = from.flatMap(WrittenDay::day).orElse(null);
    checks.that(from.isEmpty() || first != null, "billedFrom", WrittenDay.EXPECTED);
    boolean readable = day.map(it -> it.matches("[0-9]{1,2}")).orElse(true);
    checks.that(readable, "billingDay", "is from 1 to 31");
    Integer wanted =
        day.filter(it -> readable)
            .map(Integer::valueOf)
            .orElse(first == null ? null : first.getDayOfMonth());
    return Optional.of(new BillingDayRequest(wanted, first));
  }

  private @Nullable MapPoint mapPoint(Line line, Checks checks) {
    if (text(line, Target.LATITUDE) == null && text(line, Target.LONGITUDE) == null) {
      return null;
    }
    return new MapPoint(
        degrees(line, Target.LATITUDE, checks), degrees(line, Target.LONGITUDE, checks));
  }

  private @Nullable Double degrees(Line line, Target target, Checks checks) {
    String written = mapping.read(line, target).orElse("").replace(',', '.');
    boolean readable = written.matches("[-+]?[0-9]{1,3}(\\.[0-9]{1,20})?");
    checks.that(readable, target.key(), "is to be degrees such as -6.914744");
    return readable ? Double.valueOf(written) : null;
  }

  private List<String> tags(Line line) {
    return mapping.read(line, Target.TAGS).stream()
        .flatMap(it -> Arrays.stream(it.split("[,;|]")))
        .map(String::strip)
        .filter(it -> !it.isEmpty())
        .distinct()
        .toList();
  }

  private @Nullable String text(Line line, Target target) {
    return mapping.read(line, target).orElse(null);
  }
}
