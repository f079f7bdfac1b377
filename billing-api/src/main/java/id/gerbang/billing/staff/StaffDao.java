package id.gerbang.billing.staff;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Who works here. */
@RegisterConstructorMapper(StaffView.class)
public interface StaffDao {

  @SqlQuery(
      """
      INSERT INTO staff (name, role, password_hash, one_time, created_at)
      VALUES (:name, :role, :passwordHash, :oneTime, :now)
      RETURNING id
      """)
  long insert(
      @Bind("name") String name,
      @Bind("role") String role,
      @Bind("passwordHash") String passwordHash,
      @Bind("oneTime") boolean oneTime,
      @Bind("now") Instant now);

  @SqlQuery(
      """
      UPDATE staff
      SET password_hash = :passwordHash, one_time = true, disabled_at = NULL
      WHERE name = :name
      RETURNING id
      """)
  Optional<Long> reset(@Bind("name") String name, @Bind("passwordHash") String passwordHash);

  @SqlQuery("SELECT password_hash FROM staff WHERE name = :name AND disabled_at IS NULL")
  Optional<String> passwordHash(@Bind("name") String name);

  @SqlQuery("SELECT count(*) FROM staff")
  long count();

  @SqlQuery(
      """
      SELECT id, name, role, one_time, created_at, disabled_at
      FROM staff
      WHERE id = :id
      """)
  Optional<StaffView> find(@Bind("id") long id);

  @SqlQuery(
      """
      SELECT id, name, role, one_time, created_at, disabled_at
      FROM staff
      WHERE id > :after AND name ILIKE :like
      ORDER BY id
      LIMIT :rows
      """)
  List<StaffView> list(
      @Bind("like") String like, @Bind("after") long after, @Bind("rows") int rows);

  @SqlUpdate("UPDATE staff SET disabled_at = :now WHERE id = :id AND disabled_at IS NULL")
  int disable(@Bind("id") long id, @Bind("now") Instant now);
}
