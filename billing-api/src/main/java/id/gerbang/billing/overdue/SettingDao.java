package id.gerbang.billing.overdue;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The settings' SQL. */
public interface SettingDao {

  /** The policy that is set. */
  String OVERDUE = "overdue";

  /** The policy under which everybody was last evaluated. */
  String OVERDUE_APPLIED = "overdue.applied";

  /** When a day's cuts wait for a person. */
  String BRAKE = "brake";

  /** How periods are billed. */
  String BILLING = "billing";

  @SqlQuery("SELECT value::text FROM setting WHERE name = :name")
  Optional<String> value(String name);

  @SqlUpdate(
      """
      INSERT INTO setting (name, value, updated_at) VALUES (:name, CAST(:json AS jsonb), :now)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at""")
  void set(String name, String json, Instant now);

  /** Two people change one after the other, so that neither undoes the other's half. */
  @SqlUpdate("SELECT pg_advisory_xact_lock(hashtext('gerbang.settings'))")
  void lock();

  /** Above it a payment is taken back by two people; absent: by one, whatever it is. */
  @SqlQuery("SELECT (value ->> 'reversalLimit')::bigint FROM setting WHERE name = 'payments'")
  Optional<Long> reversalLimit();

  @SqlUpdate(
      """
      INSERT INTO setting (name, value, updated_at)
      VALUES ('payments', jsonb_build_object('reversalLimit', :reversalLimit), :now)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at""")
  void setReversalLimit(long reversalLimit, Instant now);
}
