package id.gerbang.billing.staff;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Who is signed in, by the hashes of their sessions. */
public interface SessionDao {

  /** A session that holds, and who it is now. */
  record Live(
      long id,
      Instant usedAt,
      long staffId,
      String name,
      String role,
      boolean oneTime,
      boolean mustEnrol,
      @Nullable List<String> areas,
      @Nullable List<Long> routers) {}

  @SqlUpdate(
      """
      INSERT INTO staff_session (staff_id, sha256, address, created_at, used_at, expires_at)
      VALUES (:staffId, :sha256, :address, :now, :now, :expiresAt)
      """)
  void insert(
      @Bind("staffId") long staffId,
      @Bind("sha256") byte[] sha256,
      @Bind("address") String address,
      @Bind("now") Instant now,
      @Bind("expiresAt") Instant expiresAt);

  @SqlQuery(
      """
      SELECT x.id, x.used_at, s.id AS staff_id, s.name, s.role, s.one_time, s.areas, s.routers,
             s.totp_confirmed_at IS NULL
             AND EXISTS (SELECT FROM setting r
                         WHERE r.name = 'sign-in' AND jsonb_exists(r.value -> 'secondFactor', s.role)) AS must_enrol
      FROM staff_session x
      JOIN staff s ON s.id = x.staff_id
      WHERE x.sha256 = :sha256 AND x.ended_at IS NULL AND x.expires_at > :now
        AND x.used_at > :idleSince AND s.disabled_at IS NULL
      """)
  @RegisterConstructorMapper(Live.class)
  Optional<Live> live(
      @Bind("sha256") byte[] sha256,
      @Bind("now") Instant now,
      @Bind("idleSince") Instant idleSince);

  @SqlUpdate("UPDATE staff_session SET used_at = :now WHERE id = :id")
  void used(@Bind("id") long id, @Bind("now") Instant now);

  @SqlUpdate("UPDATE staff_session SET ended_at = :now WHERE sha256 = :sha256 AND ended_at IS NULL")
  int end(@Bind("sha256") byte[] sha256, @Bind("now") Instant now);

  @SqlUpdate(
      "UPDATE staff_session SET ended_at = :now WHERE staff_id = :staffId AND ended_at IS NULL")
  int endAll(@Bind("staffId") long staffId, @Bind("now") Instant now);

  @SqlUpdate("DELETE FROM staff_session WHERE expires_at < :before")
  int forget(@Bind("before") Instant before);
}
