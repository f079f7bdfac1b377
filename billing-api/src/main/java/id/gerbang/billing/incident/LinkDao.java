package id.gerbang.billing.incident;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The SQL of links to incidents. */
@RegisterConstructorMapper(LinkRow.class)
public interface LinkDao {

  String COLUMNS =
      """
      SELECT id, incident_id, upper(party) AS party, name, created_at, created_by, revoked_at, revoked_by
      FROM incident_link
      """;

  @SqlQuery(
      """
      INSERT INTO incident_link (incident_id, party, name, code_sha256, created_at, created_by)
      VALUES (:incident, :party, :name, :hash, :now, :by)
      RETURNING id""")
  long insert(long incident, String party, String name, byte[] hash, Instant now, String by);

  @SqlQuery(COLUMNS + "WHERE incident_id = :incident ORDER BY id")
  List<LinkRow> of(long incident);

  @SqlQuery(COLUMNS + "WHERE code_sha256 = :hash AND revoked_at IS NULL")
  Optional<LinkRow> standing(byte[] hash);

  /** How many it was: none that was revoked before. */
  @SqlUpdate(
      """
      UPDATE incident_link SET revoked_at = :now, revoked_by = :by
      WHERE id = :id AND incident_id = :incident AND revoked_at IS NULL""")
  int revoke(long incident, long id, Instant now, String by);
}
