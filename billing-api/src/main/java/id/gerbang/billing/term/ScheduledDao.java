package id.gerbang.billing.term;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** What waits for its time, in SQL. */
interface ScheduledDao {

  String TERMINATE = "terminate";
  String CHANGE_PLAN = "change_plan";

  @SqlUpdate(
      """
      INSERT INTO scheduled_change (subscription_id, what, due, at_period_end, plan_id, price_version, reason, asked_at, asked_by)
      VALUES (:subscriptionId, :what, :due, :atPeriodEnd, :planId, :priceVersion, :reason, :askedAt, :askedBy)""")
  void insert(@BindMethods NewChange change);

  @SqlUpdate(
      """
      UPDATE scheduled_change SET settled_at = :now, outcome = 'cancelled'
      WHERE subscription_id = :subscription AND what = :what AND settled_at IS NULL""")
  int cancel(long subscription, String what, Instant now);

  /** The longest due first, from one on. Another plan waits for the end of a pause. */
  @SqlQuery(
      """
      SELECT c.id, c.subscription_id, c.what, c.due, c.at_period_end, c.plan_id, c.price_version, c.reason, c.asked_by
      FROM scheduled_change c JOIN subscription s ON s.id = c.subscription_id
      WHERE c.settled_at IS NULL AND c.due <= :now AND (c.what = 'terminate' OR s.paused_since IS NULL)
        AND (c.due, c.id) > (:afterDue, :afterId)
      ORDER BY c.due, c.id
      LIMIT :rows""")
  @RegisterConstructorMapper(Waiting.class)
  List<Waiting> due(Instant now, Instant afterDue, long afterId, int rows);

  /** Whether it still waits; whoever asked holds it then. */
  @SqlQuery("SELECT true FROM scheduled_change WHERE id = :id AND settled_at IS NULL FOR UPDATE")
  Optional<Boolean> lock(long id);

  @SqlUpdate("UPDATE scheduled_change SET settled_at = :now, outcome = :outcome WHERE id = :id")
  void settle(long id, String outcome, Instant now);

  /** Answers what it was that waited. */
  @SqlQuery(
      """
      UPDATE scheduled_change SET settled_at = :now, outcome = 'cancelled'
      WHERE subscription_id = :subscription AND id = :change AND settled_at IS NULL
      RETURNING what""")
  Optional<String> withdraw(long subscription, long change, Instant now);

  /** What is shown of it changes with what waits. */
  @SqlUpdate(
      "UPDATE subscription SET version = version + 1, updated_at = :now WHERE id = :subscription")
  void changed(long subscription, Instant now);

  @SqlUpdate("UPDATE scheduled_change SET due = :due WHERE id = :id")
  void postpone(long id, Instant due);

  /** The plan that it is to have. */
  @SqlQuery(
      """
      SELECT plan_id FROM scheduled_change
      WHERE subscription_id = :subscription AND what = 'change_plan' AND settled_at IS NULL""")
  Optional<Long> planToCome(long subscription);

  /** What is to happen. */
  record NewChange(
      long subscriptionId,
      String what,
      Instant due,
      boolean atPeriodEnd,
      @Nullable Long planId,
      @Nullable Integer priceVersion,
      @Nullable String reason,
      Instant askedAt,
      String askedBy) {

    static NewChange terminate(
        long subscription, Instant due, @Nullable String reason, Instant now, String by) {
      return new NewChange(subscription, TERMINATE, due, false, null, null, reason, now, by);
    }

    static NewChange plan(
        long subscription,
        Instant due,
        boolean atPeriodEnd,
        long plan,
        int priceVersion,
        @Nullable String reason,
        Instant now,
        String by) {
      return new NewChange(
          subscription, CHANGE_PLAN, due, atPeriodEnd, plan, priceVersion, reason, now, by);
    }
  }

  /** What is due. */
  record Waiting(
      long id,
      long subscriptionId,
      String what,
      Instant due,
      boolean atPeriodEnd,
      Optional<Long> planId,
      Optional<Integer> priceVersion,
      Optional<String> reason,
      String askedBy) {}
}
