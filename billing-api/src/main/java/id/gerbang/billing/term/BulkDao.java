package id.gerbang.billing.term;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The bulk actions' SQL. */
interface BulkDao {

  /**
   * Who is meant, in the order of their ids; what is not said does not narrow it. A price is moved
   * of those who pay another than the present one.
   */
  @SqlQuery(
      """
      SELECT s.id FROM subscription s JOIN customer c ON c.id = s.customer_id
      WHERE s.archived_at IS NULL AND s.id > :after
        AND (CAST(:planId AS bigint) IS NULL OR s.plan_id = :planId)
        AND (CAST(:area AS text) IS NULL OR c.area = :area)
        AND (CAST(:tag AS text) IS NULL OR :tag = ANY(c.tags))
        AND (CAST(:routerId AS bigint) IS NULL OR s.id IN (
          SELECT o.subscriber_id FROM session o WHERE o.router_id = :routerId AND o.stopped_at IS NULL))
        AND (CAST(:idArray AS bigint[]) IS NULL OR s.id = ANY(:idArray))
        AND (CAST(:priceVersion AS integer) IS NULL OR s.price_version = :priceVersion)
        AND (s.terminated_at IS NULL OR CAST(:idArray AS bigint[]) IS NOT NULL OR :action NOT IN ('change-plan', 'move-price'))
        AND (:action <> 'move-price' OR EXISTS (
          SELECT FROM plan p
          JOIN plan_version n ON n.plan_id = p.id AND n.version = p.current_version
          JOIN plan_version o ON o.plan_id = p.id AND o.version = s.price_version
          WHERE p.id = s.plan_id AND (n.price, n.period) <> (o.price, o.period)))
      ORDER BY s.id
      LIMIT :rows""")
  List<Long> meant(@BindMethods BulkRequest.Filter filter, String action, long after, int rows);

  @SqlQuery(
      """
      INSERT INTO bulk_action (action, request, asked_at, asked_by)
      VALUES (:action, CAST(:request AS jsonb), :now, :by)
      RETURNING id""")
  long insert(String action, String request, Instant now, String by);

  @SqlUpdate(
      "INSERT INTO bulk_item (bulk_action_id, subscription_id) SELECT :action, unnest(:subscriptions)")
  void insertItems(long action, long... subscriptions);

  @SqlQuery(
      "SELECT id, action, request, asked_at, asked_by, finished_at FROM bulk_action WHERE id = :id")
  @RegisterConstructorMapper(ActionRow.class)
  Optional<ActionRow> find(long id);

  /** The newest first. */
  @SqlQuery(
      """
      SELECT a.id, a.action, a.request, a.asked_at, a.asked_by, a.finished_at,
             count(i.subscription_id) AS subscriptions, count(i.done_at) AS done, count(i.refused) AS refused,
             coalesce(sum(i.amount), 0)::bigint AS amount
      FROM (SELECT * FROM bulk_action WHERE id < :before ORDER BY id DESC LIMIT :rows) a
      LEFT JOIN bulk_item i ON i.bulk_action_id = a.id
      GROUP BY a.id, a.action, a.request, a.asked_at, a.asked_by, a.finished_at
      ORDER BY a.id DESC""")
  @RegisterConstructorMapper(Listed.class)
  List<Listed> list(long before, int rows);

  @SqlQuery(
      """
      SELECT id, action, request, asked_at, asked_by, finished_at FROM bulk_action
      WHERE finished_at IS NULL
      ORDER BY id""")
  @RegisterConstructorMapper(ActionRow.class)
  List<ActionRow> unfinished();

  @SqlQuery(
      """
      SELECT subscription_id FROM bulk_item
      WHERE bulk_action_id = :action AND done_at IS NULL AND subscription_id > :after
      ORDER BY subscription_id
      LIMIT :rows""")
  List<Long> waiting(long action, long after, int rows);

  /** Whether it still waits; whoever asked holds it then. */
  @SqlQuery(
      """
      SELECT true FROM bulk_item
      WHERE bulk_action_id = :action AND subscription_id = :subscription AND done_at IS NULL
      FOR UPDATE""")
  Optional<Boolean> lock(long action, long subscription);

  @SqlUpdate(
      """
      UPDATE bulk_item SET done_at = :now, amount = :amount, session = :session, refused = :refused
      WHERE bulk_action_id = :action AND subscription_id = :subscription""")
  void done(
      long action,
      long subscription,
      @Nullable Long amount,
      @Nullable String session,
      @Nullable String refused,
      Instant now);

  @SqlUpdate("UPDATE bulk_action SET finished_at = :now WHERE id = :id AND finished_at IS NULL")
  void finish(long id, Instant now);

  @SqlQuery(
      """
      SELECT count(*) AS subscriptions, count(done_at) AS done, count(refused) AS refused,
             coalesce(sum(amount), 0)::bigint AS amount
      FROM bulk_item WHERE bulk_action_id = :id""")
  @RegisterConstructorMapper(Sums.class)
  Sums sums(long id);

  @SqlQuery(
      """
      SELECT i.subscription_id, s.username, i.amount, i.session, i.refused
      FROM bulk_item i JOIN subscription s ON s.id = i.subscription_id
      WHERE i.bulk_action_id = :id AND i.done_at IS NOT NULL
      ORDER BY i.subscription_id
      LIMIT :rows""")
  @RegisterConstructorMapper(ItemRow.class)
  List<ItemRow> items(long id, int rows);

  /** An action as it is kept. */
  record ActionRow(
      long id,
      String action,
      String request,
      Instant askedAt,
      String askedBy,
      Optional<Instant> finishedAt) {

    String state() {
      return finishedAt.isPresent() ? "done" : "running";
    }
  }

  /** An action and how far it is. */
  record Listed(@Nested ActionRow action, @Nested Sums sums) {}

  /** How far it is. */
  record Sums(long subscriptions, long done, long refused, long amount) {}

  /** What it did to one. */
  record ItemRow(
      long subscriptionId,
      String username,
      Optional<Long> amount,
      Optional<String> session,
      Optional<String> refused) {}
}
