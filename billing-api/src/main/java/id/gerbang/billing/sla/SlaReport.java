package id.gerbang.billing.sla;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.http.WithinReach;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.sla.OutageDao.Named;
import id.gerbang.billing.sla.SlaView.SubscriptionSla;
import id.gerbang.billing.sla.SubscriptionMonths.SubscriptionMonth;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /reports/sla}: a month of all customers who had an outage in it. */
@WithinReach
@Path("/api/v1/reports/sla")
@Produces(MediaType.APPLICATION_JSON)
public final class SlaReport {

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;
  private final SubscriptionMonths months;

  public SlaReport(Jdbi jdbi, Clock clock, ZoneId zone) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
    this.months = new SubscriptionMonths(zone);
  }

  /**
   * @param month {@code 2026-11}; null: this one
   */
  @GET
  @Allow({Role.OWNER, Role.BILLING, Role.TECHNICIAN, Role.AUDITOR})
  public Page<SlaView> report(
      @QueryParam("month") @Nullable String month,
      @QueryParam("customerId") @Nullable Ref customer) {
    Instant now = clock.instant();
    YearMonth wanted = month == null ? YearMonth.from(now.atZone(zone)) : parse(month);
    return new Page<>(
        jdbi.inTransaction(
            handle -> views(handle, wanted, customer == null ? null : customer.id(), now)),
        null);
  }

  private List<SlaView> views(
      Handle handle, YearMonth month, @Nullable Long customer, Instant now) {
    Map<Long, List<Outage>> byCustomer =
        SubscriptionMonths.outages(
                handle, Month.begin(month, zone), Month.end(month, zone), customer, now)
            .stream()
            .collect(groupingBy(Outage::customerId, TreeMap::new, toList()));
    long[] ids = byCustomer.keySet().stream().mapToLong(Long::longValue).toArray();
    return handle.attach(OutageDao.class).customers(ids).stream()
        .map(
            named ->
                view(handle, month, named, byCustomer.getOrDefault(named.id(), List.of()), now))
        .toList();
  }

  private SlaView view(
      Handle handle, YearMonth month, Named customer, List<Outage> outages, Instant now) {
    Minutes whole = Month.minutes(month, zone);
    long out = union(outages, outage -> outage.out(now)).within(whole).count();
    Collection<SubscriptionMonth> reckoned = months.of(handle, month, outages, now).values();
    CreditDao credits = handle.attach(CreditDao.class);
    return new SlaView(
        month.toString(),
        customer.id(),
        customer.number(),
        customer.name(),
        outages.size(),
        outages.stream().map(Outage::number).toList(),
        out,
        union(outages, outage -> outage.onBackup(now)).within(whole).count(),
        Reckoning.percent(out, whole.count()),
        Money.rupiah(reckoned.stream().mapToLong(one -> one.reckoning().credit()).sum()),
        Money.rupiah(credits.sum(customer.id(), month.atDay(1), "proposed")),
        Money.rupiah(credits.sum(customer.id(), month.atDay(1), "approved")),
        reckoned.stream().map(SlaReport::subscription).toList());
  }

  private static Minutes union(List<Outage> outages, Function<Outage, Minutes> of) {
    return outages.stream().map(of).reduce(Minutes.NONE, Minutes::plus);
  }

  private static SubscriptionSla subscription(SubscriptionMonth one) {
    Reckoning reckoning = one.reckoning();
    return new SubscriptionSla(
        one.subscription().id(),
        one.subscription().username(),
        one.subscription().planId(),
        reckoning.measured(),
        reckoning.out(),
        reckoning.percent(),
        one.rules().map(SlaRules::percent).orElse(null),
        reckoning.broken(),
        Money.rupiah(reckoning.credit()));
  }

  private static YearMonth parse(String month) {
    try {
      return YearMonth.parse(month);
    } catch (DateTimeParseException e) {
      throw Problem.badRequest("month", "is to be a month as in 2026-10");
    }
  }
}
