package id.gerbang.billing.term;

import java.time.Instant;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** What did not come about by itself, for a person to decide, in SQL. */
interface TermReviewDao {

  /** Said once, however often it is found. */
  @SqlUpdate(
      """
      INSERT INTO review_item (kind, subject, customer_id, amount, detail, opened_at)
      SELECT :kind, 'subscription:' || s.id, s.customer_id, :amount, :detail, :now
      FROM subscription s WHERE s.id = :subscription
      ON CONFLICT (kind, subject, detail) DO NOTHING""")
  void open(String kind, long subscription, @Nullable Long amount, String detail, Instant now);
}
