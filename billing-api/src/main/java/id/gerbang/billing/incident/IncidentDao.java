package id.gerbang.billing.incident;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMap;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Incidents' SQL. */
@RegisterConstructorMapper(IncidentRow.class)
public interface IncidentDao {

  String INCIDENT =
      """
      SELECT i.*, c.number AS customer_number, c.name AS customer_name, c.area
      FROM incident i JOIN customer c ON c.id = i.customer_id
      """;

  @SqlQuery("SELECT EXISTS (SELECT FROM customer WHERE id = :id AND archived_at IS NULL)")
  boolean customerExists(long id);

  @SqlQuery(
      """
      SELECT EXISTS (SELECT FROM subscription
                     WHERE id = :subscription AND customer_id = :customer AND archived_at IS NULL)""")
  boolean isOf(long customer, long subscription);

  /**
   * The newest of its backup link's while the outage lasted: the condition, and what verified it.
   */
  @SqlQuery(
      """
      SELECT (SELECT max(c.id) FROM backup_condition c
              WHERE c.link_id = i.backup_link_id AND c.at >= i.began_at AND c.at <= coalesce(i.ended_at, c.at)) AS condition,
             (SELECT max(v.id) FROM backup_verification v
              WHERE v.link_id = i.backup_link_id AND v.at >= i.began_at AND v.at <= coalesce(i.ended_at, v.at)) AS verification
      FROM incident i WHERE i.id = :id""")
  @RegisterConstructorMapper(Evidence.class)
  Evidence evidence(long id);

  @SqlQuery("SELECT address, phone FROM customer WHERE id = :customer")
  @RegisterConstructorMapper(PartyWork.Place.class)
  Optional<PartyWork.Place> place(long customer);

  @SqlQuery(
      """
      SELECT EXISTS (SELECT FROM backup_link WHERE id = :link AND customer_id = :customer AND archived_at IS NULL)""")
  boolean linkOf(long customer, long link);

  @SqlQuery(
      """
      INSERT INTO incident (external_id, number, customer_id, customer_ticket, began_at, summary, backup_link_id, created_by)
      VALUES (:externalId, :number, :customer, :customerTicket, :beganAt, :summary, :link, :by)
      RETURNING id""")
  long insert(
      @Nullable String externalId,
      String number,
      long customer,
      @Nullable String customerTicket,
      Instant beganAt,
      String summary,
      @Nullable Long link,
      String by);

  @SqlUpdate(
      "INSERT INTO incident_subscription (incident_id, subscription_id) SELECT :id, unnest(:subscriptions)")
  void insertSubscriptions(long id, long[] subscriptions);

  @SqlQuery(
      "SELECT subscription_id FROM incident_subscription WHERE incident_id = :id ORDER BY subscription_id")
  List<Long> subscriptions(long id);

  @SqlQuery(INCIDENT + "WHERE i.id = :id")
  Optional<IncidentRow> byId(long id);

  @SqlQuery(INCIDENT + "WHERE i.number = :number")
  Optional<IncidentRow> byNumber(String number);

  @SqlQuery(INCIDENT + "WHERE i.external_id = :externalId")
  Optional<IncidentRow> byExternalId(String externalId);

  /** Steps of one are taken one after the other. */
  @SqlQuery(INCIDENT + "WHERE i.id = :id FOR NO KEY UPDATE OF i")
  Optional<IncidentRow> lock(long id);

  @SqlUpdate(
      """
      UPDATE incident
      SET customer_ticket = :customerTicket, began_at = :beganAt, summary = :summary, backup_link_id = :link,
          version = version + 1
      WHERE id = :id""")
  void update(
      long id,
      @Nullable String customerTicket,
      Instant beganAt,
      String summary,
      @Nullable Long link);

  @SqlUpdate(
      "UPDATE incident SET ended_at = :at, cancel_reason = :reason, version = version + 1 WHERE id = :id")
  void end(long id, @Nullable Instant at, @Nullable String reason);

  /** How many are open, and since when the oldest outage is. */
  @SqlQuery(
      "SELECT count(*) AS count, min(began_at) AS oldest FROM incident WHERE ended_at IS NULL")
  @RegisterConstructorMapper(OpenIncidents.Sum.class)
  OpenIncidents.Sum open();

  /** Newest first. */
  @SqlQuery(
      INCIDENT
          + """
          WHERE <where>
          ORDER BY i.id DESC
          LIMIT :rows""")
  List<IncidentRow> list(
      @Define("where") String where, @BindMap Map<String, Object> values, int rows);
}
