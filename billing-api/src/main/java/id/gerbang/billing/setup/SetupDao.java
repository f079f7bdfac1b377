package id.gerbang.billing.setup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.SingleValue;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** What a router's set-up is taken from, and what was made of it. */
@RegisterConstructorMapper(SetupDao.SetupRow.class)
public interface SetupDao {

  @SqlQuery("SELECT secret_sealed FROM router WHERE id = :id")
  @SingleValue
  byte[] secret(@Bind("id") long id);

  /** Pools that plans name and routers must have. */
  @SqlQuery(
      """
      SELECT DISTINCT version.pool
      FROM plan_version AS version JOIN plan ON plan.id = version.plan_id
      WHERE version.pool IS NOT NULL AND plan.archived_at IS NULL
      ORDER BY version.pool
      """)
  List<String> pools();

  @SqlQuery("SELECT * FROM router_setup WHERE router_id = :routerId")
  Optional<SetupRow> find(@Bind("routerId") long routerId);

  @SqlQuery(
      """
      SELECT s.*
      FROM router_setup s
      JOIN router r ON r.id = s.router_id
      WHERE r.archived_at IS NULL AND s.applied_at IS NOT NULL
      ORDER BY s.router_id
      """)
  List<SetupRow> applied();

  /** What stood there before the first time stays. */
  @SqlUpdate(
      """
      INSERT INTO router_setup (router_id, before)
      VALUES (:routerId, CAST(:before AS jsonb))
      ON CONFLICT (router_id) DO NOTHING
      """)
  void begin(@Bind("routerId") long routerId, @Bind("before") String before);

  @SqlUpdate(
      """
      UPDATE router_setup
      SET choice = CAST(:choice AS jsonb), applied_at = :now, applied_by = :by, checked_at = :now, differences = 0
      WHERE router_id = :routerId
      """)
  void applied(
      @Bind("routerId") long routerId,
      @Bind("choice") String choice,
      @Bind("now") Instant now,
      @Bind("by") String by);

  @SqlUpdate(
      "UPDATE router_setup SET checked_at = :now, differences = :differences WHERE router_id = :routerId")
  void checked(
      @Bind("routerId") long routerId,
      @Bind("now") Instant now,
      @Bind("differences") int differences);

  /** Whether somebody cut the router over to the server that it asked before us. */
  @SqlQuery(
      "SELECT EXISTS (SELECT FROM router_cut_over WHERE router_id = :routerId AND answers = 'there')")
  boolean isAnsweredElsewhere(@Bind("routerId") long routerId);

  /** With the entries of ours goes the decision about them. */
  @SqlUpdate(
      """
      WITH over AS (DELETE FROM router_cut_over WHERE router_id = :routerId)
      DELETE FROM router_setup WHERE router_id = :routerId
      """)
  void forget(@Bind("routerId") long routerId);

  /** Nothing of it is there: the first time failed, and was taken back. */
  @SqlUpdate("DELETE FROM router_setup WHERE router_id = :routerId AND applied_at IS NULL")
  void neverBegun(@Bind("routerId") long routerId);

  /**
   * A set-up as it is kept.
   *
   * @param before settings as they were before the first time, as JSON by menu
   * @param choice with which it was applied last; null: it never came to its end
   */
  record SetupRow(
      long routerId,
      String before,
      @Nullable String choice,
      @Nullable Instant appliedAt,
      @Nullable String appliedBy,
      @Nullable Instant checkedAt,
      @Nullable Integer differences) {}
}
