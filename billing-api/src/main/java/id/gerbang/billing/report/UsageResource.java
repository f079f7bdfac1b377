package id.gerbang.billing.report;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.BILLING;
import static id.gerbang.billing.http.Role.HELPDESK;
import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Times;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * {@code /usage}: what subscriptions used, by day or month. Of one at most a year of days; of
 * everybody a month of days or a year of months, a page being so many names with all their days.
 */
@Path("/api/v1/usage")
@Produces(MediaType.APPLICATION_JSON)
public final class UsageResource {

  private static final long DAYS_BACK = 30;

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;

  public UsageResource(Jdbi jdbi, Clock clock, ZoneId zone) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
  }

  /** Without {@code from}: 31 days of one, this day (or month) of everybody. */
  @GET
  @Allow({OWNER, TECHNICIAN, BILLING, HELPDESK, AUDITOR})
  public Page<UsageView> usage(
      @BeanParam ListQuery query,
      @QueryParam("username") @Nullable String username,
      @QueryParam("subscription") @Nullable Ref subscription,
      @QueryParam("router") @Nullable String router,
      @QueryParam("period") @DefaultValue("day") String word,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to) {
    UsagePeriod period = UsagePeriod.of(word);
    LocalDate until =
        Times.day(to, "to").orElseGet(() -> LocalDate.ofInstant(clock.instant(), zone));
    return jdbi.withHandle(
        handle -> {
          Names names = Names.of(handle, username, subscription);
          LocalDate since =
              Times.day(from, "from").orElse(names.anybody() ? until : until.minusDays(DAYS_BACK));
          LocalDate first = period.first(since);
          LocalDate last = period.last(until);
          period.check(first, last, names.anybody());
          UsageDao dao = handle.attach(UsageDao.class);
          if (!names.anybody()) {
            return new Page<>(dao.usage(names, router, period.word(), first, last), null);
          }
          return query
              .pageByText(
                  dao.users(first, last, query.afterText(), query.rows()), Function.identity())
              .of(page -> dao.usage(Names.each(page), router, period.word(), first, last));
        });
  }
}
