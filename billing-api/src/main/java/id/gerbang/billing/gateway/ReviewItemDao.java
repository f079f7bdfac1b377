package id.gerbang.billing.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The review items' SQL. */
@RegisterConstructorMapper(ReviewItemDao.ReviewRow.class)
public interface ReviewItemDao {

  @SqlUpdate(
      """
      INSERT INTO review_item (kind, subject, customer_id, amount, detail, opened_at)
      VALUES (:kind, :subject, :customerId, :amount, :detail, :now)
      ON CONFLICT (kind, subject, detail) DO NOTHING""")
  int insert(
      String kind,
      String subject,
      @Nullable Long customerId,
      @Nullable Long amount,
      String detail,
      Instant now);

  @SqlUpdate(
      """
      UPDATE review_item SET resolved_at = :now, resolved_by = :by, resolution = :resolution
      WHERE id = :id AND resolved_at IS NULL""")
  int resolve(long id, String resolution, String by, Instant now);

  @SqlQuery(
      """
      SELECT EXISTS (SELECT FROM review_item WHERE kind = :kind AND detail = :detail AND resolved_at IS NULL)""")
  boolean isOpen(String kind, String detail);

  @SqlQuery("SELECT * FROM review_item WHERE id = :id")
  Optional<ReviewRow> byId(long id);

  /** Oldest first. */
  @SqlQuery(
      """
      SELECT * FROM review_item
      WHERE id > :after
        AND (CAST(:resolved AS boolean) IS NULL OR (resolved_at IS NOT NULL) = :resolved)
        AND (CAST(:kind AS text) IS NULL OR kind = :kind)
        AND (CAST(:customerId AS bigint) IS NULL OR customer_id = :customerId)
        AND (detail ILIKE :like OR subject ILIKE :like)
      ORDER BY id
      LIMIT :rows""")
  List<ReviewRow> list(
      @Nullable Boolean resolved,
      @Nullable String kind,
      @Nullable Long customerId,
      String like,
      long after,
      int rows);

  @SqlQuery("SELECT count(*) FROM review_item WHERE resolved_at IS NULL")
  long open();

  /** An item as it is kept. */
  record ReviewRow(
      long id,
      String kind,
      String subject,
      Optional<Long> customerId,
      Optional<Long> amount,
      String detail,
      Instant openedAt,
      Optional<Instant> resolvedAt,
      Optional<String> resolvedBy,
      Optional<String> resolution) {}
}
