package id.gerbang.billing.report;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** What lists read of the radius side's tables, through the stable views. */
@RegisterConstructorMapper(SessionView.class)
@RegisterConstructorMapper(AccessEventRow.class)
public interface ReportDao {

  @SqlQuery(
      """
      SELECT id, username, router, acct_session_id, host(framed_ip) AS framed_ip, calling_station_id,
             started_at, updated_at, stopped_at, session_time, input_octets, output_octets,
             CASE WHEN turned THEN output_octets ELSE input_octets END AS upload_octets,
             CASE WHEN turned THEN input_octets ELSE output_octets END AS download_octets,
             terminate_cause
      FROM report.session s
      CROSS JOIN LATERAL (
        SELECT coalesce((SELECT swap_counters FROM router r WHERE r.id = s.router_id), false) AS turned) counters
      WHERE id < :before
        AND (CAST(:online AS boolean) IS NULL OR (stopped_at IS NULL) = :online)
        AND (CAST(:router AS text) IS NULL OR router = :router OR router_id::text = :router)
        AND
      """
          + Names.CONDITION
          + """
        AND (username ILIKE :like OR calling_station_id ILIKE :like OR host(framed_ip) LIKE :like OR :like = '%')
      ORDER BY id DESC
      LIMIT :rows
      """)
  List<SessionView> sessions(
      @Bind("online") @Nullable Boolean online,
      @Bind("router") @Nullable String router,
      @BindMethods Names names,
      @Bind("like") String like,
      @Bind("before") long before,
      @Bind("rows") int rows);

  /** Rows of one microsecond have no order, so they come together. */
  @SqlQuery(
      """
      SELECT at, username, router, answer, reason, cause, acct_session_id, calling_station_id,
             host(framed_ip) AS framed_ip, detail
      FROM report.access_event
      WHERE at < :before
        AND
      """
          + Names.CONDITION
          + """
        AND (CAST(:router AS text) IS NULL OR router = :router OR router_id::text = :router)
      ORDER BY at DESC
      FETCH FIRST (:rows) ROWS WITH TIES
      """)
  List<AccessEventRow> accessEvents(
      @BindMethods Names names,
      @Bind("router") @Nullable String router,
      @Bind("before") Instant before,
      @Bind("rows") int rows);
}
