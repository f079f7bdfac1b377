package id.gerbang.billing.verification;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** Backup links that are up, as RADIUS or the POP's router has it. */
public interface ActiveDao {

  /**
   * One of them.
   *
   * @param listed the POP's router had the session when it was looked at last; null: it was not
   *     read, or is none of ours
   * @param open RADIUS has it open
   * @param fibreBack as somebody said when it was verified last
   * @param fibreBackInIncident as a step of an incident says, since the link is up
   */
  record ActiveRow(
      long id,
      long customerId,
      String customerName,
      int vlan,
      String username,
      boolean open,
      @Nullable Boolean listed,
      @Nullable Instant since,
      @Nullable String address,
      @Nullable Long upload,
      @Nullable Long download,
      @Nullable Instant heardAt,
      @Nullable String verdict,
      @Nullable String side,
      @Nullable Instant verifiedAt,
      @Nullable Boolean fibreBack,
      boolean fibreBackInIncident) {}

  /** Traffic as RADIUS counts it. A session that a router let in by itself is only listed by it. */
  @SqlQuery(
      """
      SELECT l.id, l.customer_id, c.name AS customer_name, l.vlan, s.username,
             o.started_at IS NOT NULL AS open,
             CASE WHEN k.sessions_at IS NOT NULL THEN r.username IS NOT NULL END AS listed,
             least(o.started_at, r.began_at) AS since,
             coalesce(host(o.framed_ip), r.address) AS address,
             o.input_octets AS upload, o.output_octets AS download, o.heard_at,
             v.verdict, v.side, v.at AS verified_at,
             v.fibre_back,
             EXISTS (
               SELECT FROM incident i JOIN incident_step t ON t.incident_id = i.id
               WHERE i.backup_link_id = l.id AND t.step = 'fibre_back' AND t.undone_at IS NULL
                 AND coalesce(t.at >= least(o.started_at, r.began_at), i.ended_at IS NULL)) AS fibre_back_in_incident
      FROM backup_link l
      JOIN subscription s ON s.id = l.subscription_id
      JOIN customer c ON c.id = l.customer_id
      LEFT JOIN LATERAL (
        SELECT started_at, framed_ip, input_octets, output_octets, heard_at FROM session
        WHERE username = s.username AND stopped_at IS NULL
        ORDER BY started_at DESC LIMIT 1) AS o ON true
      LEFT JOIN LATERAL (
        SELECT p.router_id FROM pop_router p WHERE p.pop_id = l.pop_id ORDER BY p.router_id LIMIT 1) AS p ON true
      LEFT JOIN router_look k ON k.router_id = p.router_id
      LEFT JOIN LATERAL (
        SELECT username, began_at, address FROM router_session
        WHERE router_id = p.router_id AND username = s.username AND gone_at IS NULL
        ORDER BY began_at DESC NULLS LAST LIMIT 1) AS r ON true
      LEFT JOIN LATERAL (
        SELECT verdict, side, at, fibre_back FROM backup_verification
        WHERE link_id = l.id ORDER BY id DESC LIMIT 1) AS v ON true
      WHERE l.archived_at IS NULL AND (o.started_at IS NOT NULL OR r.username IS NOT NULL)
        AND l.id > :after AND (s.username ILIKE :like OR c.name ILIKE :like)
      ORDER BY l.id
      LIMIT :rows
      """)
  @RegisterConstructorMapper(ActiveRow.class)
  List<ActiveRow> list(
      @Bind("like") String like, @Bind("after") long after, @Bind("rows") int rows);
}
