package id.gerbang.billing.books;

import id.gerbang.billing.books.BooksDao.EntryRow;
import id.gerbang.billing.http.AccessLog;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.http.Times;
import id.gerbang.billing.invoice.AllocationDao;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.past.PaymentElsewhere;
import id.gerbang.billing.past.PaymentsElsewhere;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** {@code /customers/{id}/statement}: a customer's account, from the ledger. */
@Path("/api/v1/customers/{id}/statement")
@Produces(MediaType.APPLICATION_JSON)
public final class StatementResource {

  private static final int MOST_ENTRIES = 5_000;
  private static final int MOST_YEARS = 2;

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;

  public StatementResource(Jdbi jdbi, Clock clock, ZoneId zone) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
  }

  /**
   * What changed a customer's balance once.
   *
   * @param amount in the customer's favour; negative: owed
   * @param balance after it
   */
  public record StatementEntry(
      Instant at,
      String kind,
      @Nullable String document,
      @Nullable Long paymentId,
      Money amount,
      Money balance) {}

  /**
   * A customer's account over some days; a balance below 0 is owed.
   *
   * @param deposit what is held for the customer now, which is no part of the balance
   * @param paymentsElsewhere what was paid in these days where the customer was before: no part of
   *     it either
   */
  public record Statement(
      LocalDate from,
      LocalDate to,
      Money opening,
      List<StatementEntry> entries,
      Money closing,
      Money deposit,
      List<PaymentElsewhere> paymentsElsewhere) {}

  /** Before it is read: two who look at once would fail each other's snapshot. */
  private long noted(Handle handle, long customer, Actor actor) {
    AccessLog.read(handle, clock.instant(), actor, "customer:" + customer);
    return customer;
  }

  /** Without days: the last month up to today. */
  @GET
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public Statement statement(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to) {
    LocalDate last =
        Times.day(to, "to").orElseGet(() -> LocalDate.ofInstant(clock.instant(), zone));
    Days days =
        Days.between(Times.day(from, "from").orElse(last.minusMonths(1)), last, MOST_YEARS, zone);
    long customer = jdbi.inTransaction(handle -> noted(handle, customer(handle, ref), actor));
    return jdbi.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ,
        handle -> {
          BooksDao dao = handle.attach(BooksDao.class);
          long opening = dao.balance(customer, days.starts());
          List<EntryRow> rows = dao.entries(customer, days.starts(), days.ends(), MOST_ENTRIES + 1);
          if (rows.size() > MOST_ENTRIES) {
            throw Problem.unprocessable(
                "from", "is too early: there are more than " + MOST_ENTRIES + " entries since");
          }
          List<StatementEntry> entries = new ArrayList<>();
          long balance = opening;
          for (EntryRow row : rows) {
            balance += row.amount();
            entries.add(
                new StatementEntry(
                    row.at(),
                    row.kind(),
                    row.document().orElse(null),
                    row.paymentId().orElse(null),
                    Money.rupiah(row.amount()),
                    Money.rupiah(balance)));
          }
          return new Statement(
              days.from(),
              days.to(),
              Money.rupiah(opening),
              entries,
              Money.rupiah(balance),
              Money.rupiah(Math.max(0, handle.attach(AllocationDao.class).depositHeld(customer))),
              PaymentsElsewhere.of(handle, customer, days.starts(), days.ends(), MOST_ENTRIES));
        });
  }

  private static long customer(Handle handle, Ref ref) {
    BooksDao dao = handle.attach(BooksDao.class);
    Optional<Long> found =
        switch (ref.kind()) {
          case ID -> dao.customerById(ref.id());
          case NUMBER -> dao.customerByNumber(ref.value());
          case EXTERNAL, USERNAME -> Optional.empty();
        };
    return found.orElseThrow(() -> Problem.notFound("customer " + ref));
  }
}
