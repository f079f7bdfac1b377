package id.gerbang.billing.sla;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The SQL of what is promised. */
@RegisterConstructorMapper(RuleDao.RuleRow.class)
public interface RuleDao {

  String COLUMNS =
      "SELECT id, plan_id, customer_id, rules::text AS rules, set_at, set_by FROM sla_rule r\n";

  @SqlQuery(
      """
      INSERT INTO sla_rule (plan_id, customer_id, rules, set_at, set_by)
      VALUES (:plan, :customer, CAST(:rules AS jsonb), :now, :by)
      ON CONFLICT (coalesce(plan_id, 0), coalesce(customer_id, 0))
      DO UPDATE SET rules = excluded.rules, set_at = excluded.set_at, set_by = excluded.set_by
      RETURNING id""")
  long set(@Nullable Long plan, @Nullable Long customer, String rules, Instant now, String by);

  /** How many it was. */
  @SqlUpdate("DELETE FROM sla_rule WHERE id = :id")
  int delete(long id);

  @SqlQuery(COLUMNS + "ORDER BY id")
  List<RuleRow> all();

  @SqlQuery(COLUMNS + "WHERE id = :id")
  Optional<RuleRow> byId(long id);

  /** What holds: the customer's, or else the plan's, or else the ISP's. */
  @SqlQuery(
      COLUMNS
          + """
          WHERE customer_id = :customer OR plan_id = :plan OR num_nonnulls(plan_id, customer_id) = 0
          ORDER BY customer_id NULLS LAST, plan_id NULLS LAST
          LIMIT 1""")
  Optional<RuleRow> holding(long customer, long plan);

  @SqlQuery("SELECT EXISTS (SELECT FROM plan WHERE id = :id AND archived_at IS NULL)")
  boolean planExists(long id);

  @SqlQuery("SELECT EXISTS (SELECT FROM customer WHERE id = :id AND archived_at IS NULL)")
  boolean customerExists(long id);

  /** As it is kept. */
  record RuleRow(
      long id,
      Optional<Long> planId,
      Optional<Long> customerId,
      String rules,
      Instant setAt,
      String setBy) {}
}
