package id.gerbang.billing.imports;

import id.gerbang.billing.imports.ImportDao.RowRecord;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The SQL of taking imports back. */
interface ImportUndoDao {

  /** What is still there of it, in the order in which customers' rows are locked. */
  @SqlQuery(
      ImportDao.ROWS
          + """
          WHERE r.import_id = :id AND r.outcome = 'made' AND r.undone_at IS NULL AND r.customer_id > :after
          ORDER BY r.customer_id LIMIT :rows
          """)
  @RegisterConstructorMapper(RowRecord.class)
  List<RowRecord> standing(@Bind("id") long id, @Bind("after") long after, @Bind("rows") int rows);

  /** In the order in which customers' rows are locked everywhere. */
  @SqlQuery("SELECT id FROM customer WHERE id = ANY(:customers) ORDER BY id FOR NO KEY UPDATE")
  List<Long> lockCustomers(@Bind("customers") long[] customers);

  /**
   * What has happened since to what rows made; what is not named can be taken back. Sessions that
   * another system told have ids below 0.
   *
   * @param since when each was made
   */
  @SqlQuery(
      """
      SELECT c.id AS customer_id, string_agg(found.reason, ', ' ORDER BY found.n) AS why
      FROM unnest(CAST(:customers AS bigint[]), CAST(:subscriptions AS bigint[]), CAST(:since AS timestamptz[]))
        AS made (customer, subscription, since)
      JOIN customer c ON c.id = made.customer
      LEFT JOIN subscription s ON s.id = made.subscription
      CROSS JOIN LATERAL (VALUES
        (1, c.archived_at IS NOT NULL OR s.archived_at IS NOT NULL, 'was deleted'),
        (2, EXISTS (SELECT FROM invoice i WHERE i.customer_id = c.id), 'has invoices'),
        (3, EXISTS (SELECT FROM payment p WHERE p.customer_id = c.id), 'has payments'),
        (4, EXISTS (SELECT FROM ledger_posting l WHERE l.customer_id = c.id), 'has entries in the books'),
        (5, EXISTS (SELECT FROM report.session o
                 WHERE o.username IN (SELECT s.username UNION ALL SELECT n.username FROM other_name n WHERE n.subscription_id = s.id)
                   AND (o.username = s.username OR o.subscriber_id = s.id) AND o.id > 0 AND greatest(o.started_at, o.updated_at, o.stopped_at) >= made.since),
         'has been online'),
        (6, EXISTS (SELECT FROM billed_period b WHERE b.subscription_id = s.id), 'has days that were billed'),
        (7, EXISTS (SELECT FROM subscription_charge a WHERE a.subscription_id = s.id), 'has charges beside its plan'),
        (8, EXISTS (SELECT FROM promise p WHERE p.customer_id = c.id), 'has promised to pay'),
        (9, EXISTS (SELECT FROM review_item r WHERE r.customer_id = c.id), 'is to be reviewed, or was'),
        (10, EXISTS (SELECT FROM scheduled_change w WHERE w.subscription_id = s.id), 'has changes that wait, or came'),
        (11, EXISTS (SELECT FROM bulk_item k JOIN bulk_action a ON a.id = k.bulk_action_id
                 WHERE k.subscription_id = s.id AND a.finished_at IS NULL), 'is in a bulk action that runs'),
        (12, EXISTS (SELECT FROM subscription o
                 WHERE o.customer_id = c.id AND o.archived_at IS NULL AND o.id IS DISTINCT FROM s.id),
         'has another subscription'),
        (13, c.updated_at > made.since OR s.updated_at > made.since, 'was changed')) AS found (n, happened, reason)
      WHERE found.happened
      GROUP BY c.id
      """)
  @RegisterConstructorMapper(Kept.class)
  List<Kept> since(
      @Bind("customers") long[] customers,
      @Bind("subscriptions") @Nullable Long[] subscriptions,
      @Bind("since") String[] since);

  /** Where nothing is said against it, a row is taken back. */
  @SqlUpdate(
      """
      UPDATE import_row r
      SET undone_at = CASE WHEN w.kept IS NULL THEN CAST(:now AS timestamptz) END, kept = w.kept
      FROM unnest(:rows, CAST(:kept AS text[])) AS w (row, kept)
      WHERE r.import_id = :id AND r.row = w.row
      """)
  void undone(
      @Bind("id") long id,
      @Bind("rows") int[] rows,
      @Bind("kept") @Nullable String[] kept,
      @Bind("now") Instant now);

  @SqlUpdate("UPDATE import SET undone_at = :now, undone_by = :by WHERE id = :id")
  void undone(@Bind("id") long id, @Bind("now") Instant now, @Bind("by") String by);

  @SqlUpdate(
      """
      UPDATE import_plan SET undone_at = CASE WHEN CAST(:kept AS text) IS NULL THEN CAST(:now AS timestamptz) END, kept = :kept
      WHERE import_id = :id AND plan_id = :plan
      """)
  void planUndone(
      @Bind("id") long id,
      @Bind("plan") long planId,
      @Bind("kept") @Nullable String kept,
      @Bind("now") Instant now);

  /** A customer who can't be taken back. */
  record Kept(long customerId, String why) {}
}
