package id.gerbang.billing.staff;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The second factor's SQL. */
public interface SecondFactorDao {

  /** A secret that somebody has; before it is confirmed nobody asks for its codes. */
  record Enrolled(byte[] totpSealed, boolean confirmed) {}

  String ENROLLED =
      """
      SELECT totp_sealed, totp_confirmed_at IS NOT NULL AS confirmed
      FROM staff
      WHERE id = :id AND totp_sealed IS NOT NULL
      """;

  @SqlQuery(ENROLLED)
  @RegisterConstructorMapper(Enrolled.class)
  Optional<Enrolled> enrolled(@Bind("id") long id);

  /** The same, and nobody changes it meanwhile. */
  @SqlQuery(ENROLLED + "FOR NO KEY UPDATE")
  @RegisterConstructorMapper(Enrolled.class)
  Optional<Enrolled> lock(@Bind("id") long id);

  /** How many codes were wrong on a day. */
  @SqlQuery(
      "SELECT coalesce((SELECT wrong_codes FROM staff WHERE id = :id AND wrong_codes_on = :day), 0)")
  int wrong(@Bind("id") long id, @Bind("day") LocalDate day);

  @SqlUpdate(
      """
      UPDATE staff
      SET wrong_codes = CASE WHEN wrong_codes_on = :day THEN wrong_codes + 1 ELSE 1 END, wrong_codes_on = :day
      WHERE id = :id
      """)
  void count(@Bind("id") long id, @Bind("day") LocalDate day);

  @SqlUpdate(
      """
      UPDATE staff SET totp_sealed = :sealed, totp_confirmed_at = NULL, totp_step = 0
      WHERE id = :id AND totp_confirmed_at IS NULL
      """)
  int begin(@Bind("id") long id, @Bind("sealed") byte[] sealed);

  @SqlUpdate("UPDATE staff SET totp_confirmed_at = :now, version = version + 1 WHERE id = :id")
  void confirm(@Bind("id") long id, @Bind("now") Instant now);

  /** Of two who send the same code, one is too late. */
  @SqlUpdate("UPDATE staff SET totp_step = :step WHERE id = :id AND totp_step < :step")
  int use(@Bind("id") long id, @Bind("step") long step);

  @SqlUpdate(
      """
      UPDATE staff
      SET totp_sealed = NULL, totp_confirmed_at = NULL, totp_step = 0, version = version + 1
      WHERE id = :id AND totp_sealed IS NOT NULL
      """)
  int remove(@Bind("id") long id);

  @SqlBatch("INSERT INTO staff_recovery_code (staff_id, sha256) VALUES (:id, :sha256)")
  void keep(@Bind("id") long id, @Bind("sha256") List<byte[]> hashes);

  @SqlUpdate("DELETE FROM staff_recovery_code WHERE staff_id = :id AND sha256 = :sha256")
  int use(@Bind("id") long id, @Bind("sha256") byte[] sha256);

  @SqlUpdate("DELETE FROM staff_recovery_code WHERE staff_id = :id")
  void forgetCodes(@Bind("id") long id);

  @SqlQuery("SELECT value::text FROM setting WHERE name = 'sign-in'")
  Optional<String> rules();

  @SqlUpdate(
      """
      INSERT INTO setting (name, value, updated_at) VALUES ('sign-in', CAST(:json AS jsonb), :now)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at
      """)
  void setRules(@Bind("json") String json, @Bind("now") Instant now);
}
