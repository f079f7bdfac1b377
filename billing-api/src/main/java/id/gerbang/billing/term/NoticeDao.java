package id.gerbang.billing.term;

import java.time.Instant;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** What customers are to be told of their plans, in SQL. */
interface NoticeDao {

  @SqlUpdate(
      """
      INSERT INTO notice (customer_id, kind, subscription_id, plan_id, price_version, effective_from, at)
      VALUES (:customer, 'plan', :subscription, :plan, :priceVersion, :from, :now)""")
  void plan(
      long customer, long subscription, long plan, int priceVersion, Instant from, Instant now);
}
