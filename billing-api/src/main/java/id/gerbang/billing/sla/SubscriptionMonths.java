package id.gerbang.billing.sla;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import id.gerbang.billing.http.Json;
import id.gerbang.billing.sla.OutageDao.Affected;
import id.gerbang.billing.sla.OutageDao.PauseSpan;
import id.gerbang.billing.tax.TaxRule;
import id.gerbang.billing.tax.Taxation;
import java.time.Instant;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reckons what months of subscriptions were like. */
final class SubscriptionMonths {

  private final ZoneId zone;

  SubscriptionMonths(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * A month of a subscription.
   *
   * @param rules what holds for it
   */
  record SubscriptionMonth(Affected subscription, Optional<SlaRules> rules, Reckoning reckoning) {}

  /** Incidents that have a minute in a time, of one customer or of all. */
  static List<Outage> outages(
      Handle handle, Instant from, Instant until, @Nullable Long customer, Instant now) {
    OutageDao dao = handle.attach(OutageDao.class);
    List<OutageDao.OutageRow> rows = dao.outages(from, until, customer);
    Map<Long, List<PauseSpan>> pauses =
        dao.pauses(rows.stream().mapToLong(OutageDao.OutageRow::id).toArray()).stream()
            .collect(groupingBy(PauseSpan::incidentId));
    return rows.stream()
        .map(
            row ->
                new Outage(
                    row.id(),
                    row.number(),
                    row.customerId(),
                    row.beganAt(),
                    row.confirmedAt(),
                    row.fibreBackAt(),
                    row.closed(),
                    pauses.getOrDefault(row.id(), List.of()).stream()
                        .map(pause -> Minutes.between(pause.fromAt(), pause.untilAt().orElse(now)))
                        .reduce(Minutes.NONE, Minutes::plus)))
        .toList();
  }

  /** Of each subscription that these incidents concern, by its id. */
  Map<Long, SubscriptionMonth> of(
      Handle handle, YearMonth month, List<Outage> outages, Instant now) {
    Map<Long, Outage> byId = outages.stream().collect(toMap(Outage::id, Function.identity()));
    long[] ids = outages.stream().mapToLong(Outage::id).toArray();
    Optional<Taxation> taxation = Taxation.on(handle, month.atEndOfMonth());
    Map<Long, SubscriptionMonth> months = new TreeMap<>();
    handle.attach(OutageDao.class).affected(ids).stream()
        .collect(groupingBy(Affected::id))
        .forEach(
            (id, each) -> {
              List<Outage> its =
                  each.stream()
                      .map(one -> Objects.requireNonNull(byId.get(one.incidentId())))
                      .toList();
              months.put(id, month(handle, month, each.get(0), its, taxation, now));
            });
    return months;
  }

  private SubscriptionMonth month(
      Handle handle,
      YearMonth month,
      Affected subscription,
      List<Outage> outages,
      Optional<Taxation> taxation,
      Instant now) {
    Optional<SlaRules> rules =
        handle
            .attach(RuleDao.class)
            .holding(outages.get(0).customerId(), subscription.planId())
            .map(row -> Json.kept(row.rules(), SlaRules.class));
    Minutes measured =
        rules.map(rule -> rule.measured(month, zone)).orElse(Month.minutes(month, zone));
    Minutes out =
        outages.stream().map(outage -> outage.out(now)).reduce(Minutes.NONE, Minutes::plus);
    long price = price(subscription, month, taxation);
    return new SubscriptionMonth(subscription, rules, Reckoning.of(rules, measured, out, price));
  }

  /** What a month of it costs, PPN included, whatever period it is sold by. */
  private static long price(Affected subscription, YearMonth month, Optional<Taxation> taxation) {
    Period period = Period.parse(subscription.period());
    long monthly =
        period.toTotalMonths() > 0
            ? TaxRule.rounded(subscription.price(), 1, period.toTotalMonths())
            : TaxRule.rounded(subscription.price(), month.lengthOfMonth(), period.getDays());
    return taxation
        .map(taxed -> taxed.tax(monthly))
        .map(taxed -> taxed.base() + taxed.tax())
        .orElse(monthly);
  }
}
