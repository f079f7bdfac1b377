package id.gerbang.billing.history;

import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** The events of subscriptions, newest first. Append-only. */
public final class History {

  private History() {}

  /** In the transaction of what happened. */
  public static void write(Handle handle, Event event) {
    write(handle, List.of(event));
  }

  public static void write(Handle handle, List<Event> events) {
    handle.attach(HistoryDao.class).insert(events);
  }

  public static Page<View> of(Handle handle, long subscriptionId, ListQuery query) {
    return query.page(
        handle.attach(HistoryDao.class).list(subscriptionId, query.before(), query.rows()),
        View::id);
  }

  /** An event as the API shows it. */
  public record View(
      long id,
      String what,
      @Nullable String reason,
      Instant since,
      @Nullable Instant until,
      Instant at,
      String by) {}

  /** The events' SQL. */
  interface HistoryDao {

    @SqlBatch(
        """
        INSERT INTO subscription_event (subscription_id, what, reason, since, until, at, done_by)
        VALUES (:subscriptionId, :what, :reason, :since, :until, :at, :by)""")
    void insert(@BindMethods List<Event> events);

    @SqlQuery(
        """
        SELECT id, what, reason, since, until, at, done_by AS by
        FROM subscription_event
        WHERE subscription_id = :subscriptionId AND id < :before
        ORDER BY id DESC
        LIMIT :rows""")
    @RegisterConstructorMapper(View.class)
    List<View> list(long subscriptionId, long before, int rows);
  }
}
