package id.gerbang.billing.staff;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Who works here. */
@RegisterConstructorMapper(StaffView.class)
public interface StaffDao {

  String COLUMNS =
      """
      SELECT id, name, role, coalesce(areas, '{}') AS areas, coalesce(routers, '{}') AS routers,
             one_time, totp_confirmed_at IS NOT NULL AS second_factor, version, created_at, disabled_at
      FROM staff
      """;

  /** What signing in compares. */
  record Credentials(
      long id,
      int version,
      String name,
      String role,
      String passwordHash,
      boolean oneTime,
      Instant passwordSetAt) {}

  @SqlQuery(
      """
      INSERT INTO staff (name, role, areas, routers, password_hash, one_time, password_set_at, created_at)
      VALUES (:name, :role, :areas, :routers, :passwordHash, :oneTime, :now, :now)
      RETURNING id
      """)
  long insert(
      @Bind("name") String name,
      @Bind("role") String role,
      @Bind("areas") String @Nullable [] areas,
      @Bind("routers") Long @Nullable [] routers,
      @Bind("passwordHash") String passwordHash,
      @Bind("oneTime") boolean oneTime,
      @Bind("now") Instant now);

  @SqlUpdate(
      """
      UPDATE staff
      SET role = :role, areas = :areas, routers = :routers, version = version + 1
      WHERE id = :id
      """)
  void update(
      @Bind("id") long id,
      @Bind("role") String role,
      @Bind("areas") String @Nullable [] areas,
      @Bind("routers") Long @Nullable [] routers);

  @SqlQuery(
      """
      SELECT id, version, name, role, password_hash, one_time, password_set_at
      FROM staff
      WHERE name = :name AND disabled_at IS NULL
      """)
  @RegisterConstructorMapper(Credentials.class)
  Optional<Credentials> credentials(@Bind("name") String name);

  @SqlQuery("SELECT id FROM staff WHERE name = :name")
  Optional<Long> id(@Bind("name") String name);

  /** The same password's, unless another one was set meanwhile. */
  @SqlUpdate(
      """
      UPDATE staff SET password_hash = :rehashed
      WHERE id = :id AND password_hash = :passwordHash
      """)
  void rehash(
      @Bind("id") long id,
      @Bind("passwordHash") String passwordHash,
      @Bind("rehashed") String rehashed);

  /** Also of somebody who was disabled: a reset takes them in again. */
  @SqlUpdate(
      """
      UPDATE staff
      SET password_hash = :passwordHash, one_time = :oneTime, password_set_at = :now, disabled_at = NULL,
          version = version + 1
      WHERE id = :id
      """)
  void setPassword(
      @Bind("id") long id,
      @Bind("passwordHash") String passwordHash,
      @Bind("oneTime") boolean oneTime,
      @Bind("now") Instant now);

  @SqlQuery("SELECT count(*) FROM staff")
  long count();

  /** Two who disable or demote owners do it one after the other: one always stays. */
  @SqlQuery(
      """
      SELECT id FROM staff
      WHERE role = 'owner' AND disabled_at IS NULL
      ORDER BY id
      FOR UPDATE
      """)
  List<Long> lockOwners();

  @SqlQuery(COLUMNS + "WHERE id = :id")
  Optional<StaffView> find(@Bind("id") long id);

  @SqlQuery(COLUMNS + "WHERE id = :id FOR UPDATE")
  Optional<StaffView> lock(@Bind("id") long id);

  /**
   * Somebody who works here, and whatever ends what they have open comes before or after this
   * transaction, not within it.
   */
  @SqlQuery("SELECT version FROM staff WHERE id = :id AND disabled_at IS NULL FOR SHARE")
  Optional<Integer> hold(@Bind("id") long id);

  @SqlQuery(COLUMNS + "WHERE id > :after AND name ILIKE :like ORDER BY id LIMIT :rows")
  List<StaffView> list(
      @Bind("like") String like, @Bind("after") long after, @Bind("rows") int rows);

  @SqlUpdate(
      """
      UPDATE staff SET disabled_at = :now, version = version + 1
      WHERE id = :id AND disabled_at IS NULL
      """)
  int disable(@Bind("id") long id, @Bind("now") Instant now);
}
