package id.gerbang.billing.cash;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.http.Times;
import id.gerbang.billing.http.WithinReach;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * {@code /cash-book}: a day of the till's cash, or of a collector's. The till is the whole ISP's:
 * within reach is a collector's own alone.
 */
@WithinReach
@Path("/api/v1/cash-book")
@Produces(MediaType.APPLICATION_JSON)
public final class CashBookResource {

  private static final String TILL = "till";

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;

  public CashBookResource(Jdbi jdbi, Clock clock, ZoneId zone) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
  }

  /**
   * @param date a day of the ISP's; today without it
   * @param holder {@code till} (without it) or a collector; a collector sees their own alone
   */
  @GET
  @Allow({Role.OWNER, Role.BILLING, Role.COLLECTOR, Role.AUDITOR})
  public CashBookView day(
      @Auth Actor actor,
      @BeanParam ListQuery query,
      @QueryParam("date") @Nullable String date,
      @QueryParam("holder") @Nullable String holder) {
    LocalDate day =
        Times.day(date, "date").orElseGet(() -> LocalDate.ofInstant(clock.instant(), zone));
    boolean collector = actor.role() == Role.COLLECTOR;
    String whose = holder != null ? holder : collector ? actor.name() : TILL;
    if (collector && !whose.equals(actor.name())) {
      throw Problem.forbidden("A collector sees their own cash book.");
    }
    if (!collector) {
      actor.reach().requireEverything();
    }
    String postings = whose.equals(TILL) ? CashBookDao.TILL : CashBookDao.COLLECTOR;
    Instant start = day.atStartOfDay(zone).toInstant();
    Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
    return jdbi.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ,
        handle -> {
          CashBookDao dao = handle.attach(CashBookDao.class);
          return CashBookView.of(
              whose,
              day,
              dao.totals(postings, whose, start, end),
              query.page(
                  dao.lines(postings, whose, start, end, query.after(), query.rows()),
                  CashBookDao.Line::id));
        });
  }
}
