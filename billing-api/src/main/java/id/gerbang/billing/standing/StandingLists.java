package id.gerbang.billing.standing;

import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.standing.StandingDao.Row;
import id.gerbang.billing.standing.StandingDao.Sum;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The lists as of now, and their sizes as metrics. */
public final class StandingLists {

  private static final Duration COUNTED_FOR = Duration.ofMinutes(1);

  /** Of the metrics, and when they were counted. */
  private record Counted(Instant at, String text) {}

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;
  private Counted counted = new Counted(Instant.MIN, "");

  public StandingLists(Jdbi jdbi, Clock clock, ZoneId zone) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
  }

  public Page<StandingView> page(StandingList list, ListQuery query, Locale language) {
    Instant now = clock.instant();
    List<Row> rows =
        jdbi.withHandle(
            handle ->
                read(
                    handle.attach(StandingDao.class),
                    list,
                    Situation.of(handle, now, zone),
                    query));
    return query
        .page(rows, Row::subscriptionId)
        .of(shown -> shown.stream().map(row -> StandingView.of(list, row, now, language)).toList());
  }

  private static List<Row> read(
      StandingDao dao, StandingList list, Situation situation, ListQuery query) {
    return switch (list) {
      case PAID_BUT_BLOCKED ->
          dao.paidButBlocked(situation, query.like(), query.after(), query.rows());
      case UNPAID_BUT_ONLINE ->
          dao.unpaidButOnline(situation, query.like(), query.after(), query.rows());
      case PAYING_BUT_NEVER_ONLINE ->
          dao.payingButNeverOnline(situation, query.like(), query.after(), query.rows());
      case FREE_BUT_ONLINE ->
          dao.freeButOnline(situation, query.like(), query.after(), query.rows());
    };
  }

  /** Prometheus text, counted once a minute at most. */
  public synchronized String metrics() {
    Instant now = clock.instant();
    if (Duration.between(counted.at(), now).abs().compareTo(COUNTED_FOR) >= 0) {
      counted = new Counted(now, jdbi.withHandle(handle -> count(handle, now)));
    }
    return counted.text();
  }

  private String count(Handle handle, Instant now) {
    StandingDao dao = handle.attach(StandingDao.class);
    Situation situation = Situation.of(handle, now, zone);
    StringBuilder many = new StringBuilder();
    StringBuilder old = new StringBuilder();
    for (StandingList list : StandingList.values()) {
      Sum sum =
          switch (list) {
            case PAID_BUT_BLOCKED -> dao.paidButBlocked(situation);
            case UNPAID_BUT_ONLINE -> dao.unpaidButOnline(situation);
            case PAYING_BUT_NEVER_ONLINE -> dao.payingButNeverOnline(situation);
            case FREE_BUT_ONLINE -> dao.freeButOnline();
          };
      String label = "{list=\"" + list.label() + "\"} ";
      many.append("gerbang_billing_standing").append(label).append(sum.count()).append('\n');
      old.append("gerbang_billing_standing_oldest_seconds")
          .append(label)
          .append(sum.oldest().map(since -> age(since, now)).orElse(0L))
          .append('\n');
    }
    return """
        # HELP gerbang_billing_standing Subscriptions on each standing list.
        # TYPE gerbang_billing_standing gauge
        %s# HELP gerbang_billing_standing_oldest_seconds Since when the oldest of them is there.
        # TYPE gerbang_billing_standing_oldest_seconds gauge
        %s"""
        .formatted(many, old);
  }

  static long age(Instant since, Instant now) {
    return Math.max(0, Duration.between(since, now).toSeconds());
  }
}
