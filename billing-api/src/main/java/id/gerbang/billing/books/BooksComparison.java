package id.gerbang.billing.books;

import static java.util.stream.Collectors.joining;

import id.gerbang.billing.books.ComparisonDao.Compared;
import id.gerbang.billing.gateway.ReviewItems;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.job.Job;
import id.gerbang.billing.job.Schedule;
import id.gerbang.billing.money.LedgerDao;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.money.Unexplained;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Compares the ledger with the documents each night (P16). It reads one snapshot and holds no lock,
 * so that it stops no posting. Rupiah that nobody can explain go to a person, and stay in the
 * metrics until a comparison finds none.
 */
public final class BooksComparison implements Job {

  private static final String KIND = "unexplained";

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;
  private final ReviewItems reviews;

  public BooksComparison(Jdbi jdbi, Clock clock, ZoneId zone) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
    this.reviews = new ReviewItems(clock);
  }

  @Override
  public String name() {
    return "books-comparison";
  }

  /** After the day's billing run, and before anybody is there. */
  @Override
  public Schedule schedule() {
    return new Schedule.Daily(LocalTime.of(3, 30), zone);
  }

  @Override
  public Duration patience() {
    return Duration.ofHours(6);
  }

  @Override
  public String run() {
    Unexplained found = jdbi.withExtension(LedgerDao.class, LedgerDao::unexplained);
    return jdbi.inTransaction(handle -> note(handle, found));
  }

  private String note(Handle handle, Unexplained found) {
    Instant now = clock.instant();
    Map<String, Long> parts = found.parts();
    long id = handle.attach(ComparisonDao.class).insert(now, found.rupiah(), Json.text(parts));
    if (parts.isEmpty()) {
      return "the books agree";
    }
    String words =
        parts.entrySet().stream()
            .map(part -> part.getKey() + " " + Money.rupiah(part.getValue()).text())
            .collect(joining(", ", Money.rupiah(found.rupiah()).text() + " unexplained: ", ""));
    // Said once, until a person has looked: the same every night would hide another.
    if (!reviews.isOpen(handle, KIND, words)) {
      reviews.open(
          handle,
          KIND,
          "books_comparison:" + id,
          Optional.empty(),
          Optional.of(found.rupiah()),
          words);
    }
    return "ALARM: " + words;
  }

  /** Prometheus text; without a value until the books were compared. */
  public String metrics() {
    return jdbi.withExtension(ComparisonDao.class, ComparisonDao::last)
        .map(BooksComparison::text)
        .orElse("");
  }

  private static String text(Compared last) {
    return """
        # HELP gerbang_billing_unexplained_rupiah For how many rupiah ledger and documents differed when they were last compared: GET /reports/unexplained says where.
        # TYPE gerbang_billing_unexplained_rupiah gauge
        gerbang_billing_unexplained_rupiah %d
        # HELP gerbang_billing_books_compared_timestamp_seconds When that was.
        # TYPE gerbang_billing_books_compared_timestamp_seconds gauge
        gerbang_billing_books_compared_timestamp_seconds %d
        """
        .formatted(last.unexplained(), last.comparedAt().getEpochSecond());
  }
}
