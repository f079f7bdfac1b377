package id.gerbang.billing.term;

import java.time.Instant;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** How a subscription ends and begins again, in SQL. */
interface LifetimeDao {

  @SqlUpdate(
      """
      UPDATE subscription SET terminated_at = :at, version = version + 1, updated_at = :now
      WHERE id = :id""")
  void terminate(long id, Instant at, Instant now);

  @SqlUpdate(
      """
      UPDATE subscription
      SET billing = 'prepaid', active_until = :end, prepaid_day = NULL, billing_day = NULL, billed_until = NULL,
          version = version + 1, updated_at = :now
      WHERE id = :id""")
  void prepaid(long id, Instant end, Instant now);

  @SqlUpdate(
      """
      UPDATE subscription
      SET billing = 'postpaid', active_until = NULL, prepaid_day = NULL, first_login_period = NULL, version = version + 1, updated_at = :now
      WHERE id = :id""")
  void postpaid(long id, Instant now);

  @SqlUpdate(
      """
      UPDATE subscription
      SET terminated_at = NULL, paused_since = NULL, paused_until = NULL, paused_reason = NULL,
          version = version + 1, updated_at = :now
      WHERE id = :id""")
  void reactivate(long id, Instant now);

  @SqlUpdate(
      """
      UPDATE subscription
      SET held_since = NULL, held_reason = NULL, held_until = NULL, held_until_paid = false,
          version = version + 1, updated_at = :now
      WHERE id = :id""")
  void release(long id, Instant now);
}
