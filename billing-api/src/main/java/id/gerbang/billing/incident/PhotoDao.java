package id.gerbang.billing.incident;

import id.gerbang.billing.photo.Photo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The SQL of steps' photos. */
public interface PhotoDao {

  /** The same picture of a step again is the same photo. */
  @SqlUpdate(
      """
      INSERT INTO incident_photo (step_id, kind, content, sha256, uploaded_at, uploaded_by)
      VALUES (:step, :kind, :content, sha256(:content), :now, :by)
      ON CONFLICT (step_id, sha256) DO NOTHING""")
  int insert(long step, String kind, byte[] content, Instant now, String by);

  @SqlQuery(
      """
      SELECT p.id, p.step_id, p.kind, length(p.content) AS bytes, p.uploaded_at, p.uploaded_by
      FROM incident_photo p JOIN incident_step s ON s.id = p.step_id
      WHERE s.incident_id = :incident
      ORDER BY p.id""")
  @RegisterConstructorMapper(PhotoRow.class)
  List<PhotoRow> of(long incident);

  @SqlQuery(
      """
      SELECT p.id, p.kind, p.content, upper(s.step) AS step
      FROM incident_photo p JOIN incident_step s ON s.id = p.step_id
      WHERE s.incident_id = :incident AND p.id = :id""")
  @RegisterConstructorMapper(Picture.class)
  Optional<Picture> picture(long incident, long id);

  /** What is kept of one beside the picture. */
  record PhotoRow(
      long id, long stepId, Photo.Kind kind, long bytes, Instant uploadedAt, String uploadedBy) {}

  /** The picture itself. */
  record Picture(long id, Photo.Kind kind, byte[] content, Step step) {}
}
