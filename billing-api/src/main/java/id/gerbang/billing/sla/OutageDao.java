package id.gerbang.billing.sla;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** What incidents say of time, and whose time it was. */
public interface OutageDao {

  /** Those of a time that were not cancelled, of one customer or of all. */
  @SqlQuery(
      """
      SELECT i.id, i.number, i.customer_id, i.began_at, i.ended_at IS NOT NULL AS closed,
             (SELECT min(s.at) FROM incident_step s
              WHERE s.incident_id = i.id AND s.step = 'pic_confirmed' AND s.undone_at IS NULL) AS confirmed_at,
             (SELECT min(s.at) FROM incident_step s
              WHERE s.incident_id = i.id AND s.step = 'fibre_back' AND s.undone_at IS NULL) AS fibre_back_at
      FROM incident i JOIN customer c ON c.id = i.customer_id
      WHERE i.cancel_reason IS NULL AND i.began_at < :until
        AND (CAST(:customer AS bigint) IS NULL OR i.customer_id = :customer)
        AND NOT EXISTS (SELECT FROM incident_step s
                        WHERE s.incident_id = i.id AND s.step = 'fibre_back' AND s.undone_at IS NULL AND s.at < :from)
      ORDER BY i.customer_id, i.id""")
  @RegisterConstructorMapper(OutageRow.class)
  List<OutageRow> outages(Instant from, Instant until, @Nullable Long customer);

  @SqlQuery(
      """
      SELECT incident_id, from_at, until_at FROM incident_pause
      WHERE incident_id = ANY(:incidents) AND undone_at IS NULL""")
  @RegisterConstructorMapper(PauseSpan.class)
  List<PauseSpan> pauses(long... incidents);

  /** Of each incident: what was said to be out, or else all that the customer had then. */
  @SqlQuery(
      """
      SELECT i.id AS incident_id, s.id, s.username, s.plan_id, v.price, v.period
      FROM incident i
      JOIN subscription s ON s.customer_id = i.customer_id
      JOIN plan_version v ON v.plan_id = s.plan_id AND v.version = s.price_version
      WHERE i.id = ANY(:incidents)
        AND CASE WHEN EXISTS (SELECT FROM incident_subscription o WHERE o.incident_id = i.id)
            THEN EXISTS (SELECT FROM incident_subscription o WHERE o.incident_id = i.id AND o.subscription_id = s.id)
            ELSE (s.archived_at IS NULL OR s.archived_at > i.began_at)
             AND (s.terminated_at IS NULL OR s.terminated_at > i.began_at)
             AND NOT EXISTS (SELECT FROM backup_link b WHERE b.subscription_id = s.id) END
      ORDER BY s.id""")
  @RegisterConstructorMapper(Affected.class)
  List<Affected> affected(long... incidents);

  @SqlQuery("SELECT id, number, name FROM customer WHERE id = ANY(:ids) ORDER BY id")
  @RegisterConstructorMapper(Named.class)
  List<Named> customers(long... ids);

  /** As it is kept. */
  record OutageRow(
      long id,
      String number,
      long customerId,
      Instant beganAt,
      boolean closed,
      Optional<Instant> confirmedAt,
      Optional<Instant> fibreBackAt) {}

  /** A wait. */
  record PauseSpan(long incidentId, Instant fromAt, Optional<Instant> untilAt) {}

  /** A subscription that was out. */
  record Affected(
      long incidentId, long id, String username, long planId, long price, String period) {}

  /** A customer. */
  record Named(long id, String number, String name) {}
}
