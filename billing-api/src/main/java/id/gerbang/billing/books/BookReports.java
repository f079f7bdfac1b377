package id.gerbang.billing.books;

import id.gerbang.billing.books.BooksDao.Aged;
import id.gerbang.billing.books.BooksDao.MonthRow;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.http.Times;
import id.gerbang.billing.money.LedgerDao;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.money.Unexplained;
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
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** {@code /reports} about money: all of it from the ledger. */
@Path("/api/v1/reports")
@Produces(MediaType.APPLICATION_JSON)
public final class BookReports {

  private static final int REVENUE_YEARS = 5;

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;

  public BookReports(Jdbi jdbi, Clock clock, ZoneId zone) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
  }

  /** What is open, by how many days it has been due. */
  public record Buckets(
      Money total,
      Money notDue,
      Money days1to30,
      Money days31to60,
      Money days61to90,
      Money over90) {

    static Buckets of(Aged row) {
      return new Buckets(
          Money.rupiah(row.total()),
          Money.rupiah(row.notDue()),
          Money.rupiah(row.days1to30()),
          Money.rupiah(row.days31to60()),
          Money.rupiah(row.days61to90()),
          Money.rupiah(row.over90()));
    }
  }

  /** A customer's part of it. */
  public record CustomerBuckets(long customerId, String number, String name, Buckets open) {}

  /**
   * Receivables at the end of a day.
   *
   * @param total of all customers, whatever page this is
   * @param receivable what the ledger's account says; {@code difference} is 0
   */
  public record Ageing(
      LocalDate at,
      Buckets total,
      Money receivable,
      Money difference,
      List<CustomerBuckets> items,
      @Nullable String next) {}

  @GET
  @Path("/receivables-ageing")
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public Ageing receivablesAgeing(
      @BeanParam ListQuery query, @QueryParam("at") @Nullable String at) {
    LocalDate day = Times.day(at, "at").orElseGet(this::today);
    Instant until = Days.between(day, day, 1, zone).ends();
    // One snapshot for documents and ledger, or a payment between the two would be a difference.
    return jdbi.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ,
        handle -> {
          BooksDao dao = handle.attach(BooksDao.class);
          Aged total = dao.agedInAll(until, day);
          long receivable = dao.receivable(until);
          Page<CustomerBuckets> page =
              query.page(
                  dao.aged(until, day, query.after(), query.rows()).stream()
                      .map(
                          row ->
                              new CustomerBuckets(
                                  row.customerId(), row.number(), row.name(), Buckets.of(row)))
                      .toList(),
                  CustomerBuckets::customerId);
          return new Ageing(
              day,
              Buckets.of(total),
              Money.rupiah(receivable),
              Money.rupiah(receivable - total.total()),
              page.items(),
              page.next());
        });
  }

  /**
   * How much of the money nobody can explain.
   *
   * @param unexplained the one number; 0
   * @param parts where it is
   */
  public record UnexplainedView(Money unexplained, Unexplained parts) {}

  @GET
  @Path("/unexplained")
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public UnexplainedView unexplained() {
    Unexplained parts = jdbi.withExtension(LedgerDao.class, LedgerDao::unexplained);
    return new UnexplainedView(Money.rupiah(parts.rupiah()), parts);
  }

  /**
   * A month's revenue.
   *
   * @param revenue invoiced less void and credited, without PPN
   */
  public record RevenueMonth(
      LocalDate month,
      Money invoiced,
      Money voided,
      Money credited,
      Money revenue,
      Money feeIncome,
      Money tax,
      Money writtenOff) {

    static RevenueMonth of(MonthRow row) {
      return new RevenueMonth(
          row.month(),
          Money.rupiah(row.invoiced()),
          Money.rupiah(row.voided()),
          Money.rupiah(row.credited()),
          Money.rupiah(row.revenue()),
          Money.rupiah(row.feeIncome()),
          Money.rupiah(row.tax()),
          Money.rupiah(row.writtenOff()));
    }
  }

  /** What was earned on some days, by month. */
  public record Revenue(LocalDate from, LocalDate to, Money revenue, List<RevenueMonth> months) {}

  /** Without days: the year up to today. */
  @GET
  @Path("/revenue")
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public Revenue revenue(
      @QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
    LocalDate last = Times.day(to, "to").orElseGet(this::today);
    Days days =
        Days.between(
            Times.day(from, "from").orElse(last.withDayOfYear(1)), last, REVENUE_YEARS, zone);
    List<MonthRow> months =
        jdbi.withExtension(
            BooksDao.class, dao -> dao.revenue(days.starts(), days.ends(), zone.getId()));
    return new Revenue(
        days.from(),
        days.to(),
        Money.rupiah(months.stream().mapToLong(MonthRow::revenue).sum()),
        months.stream().map(RevenueMonth::of).toList());
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone);
  }
}
