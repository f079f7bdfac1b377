package id.gerbang.billing.cash;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** The hand-overs' SQL. Rows are only ever added. */
@RegisterConstructorMapper(HandoverDao.HandoverRow.class)
public interface HandoverDao {

  String COLUMNS =
      """
      SELECT id, collector, expected, counted, denominations::text AS denominations, note, handed_over_at, received_by
      FROM cash_handover
      """;

  @SqlQuery(
      """
      INSERT INTO cash_handover (collector, expected, counted, denominations, note, entry_id, handed_over_at, received_by)
      VALUES (:collector, :expected, :counted, CAST(:denominations AS jsonb), :note, :entryId, :now, :by)
      RETURNING id""")
  long insert(
      String collector,
      long expected,
      long counted,
      @Nullable String denominations,
      @Nullable String note,
      long entryId,
      Instant now,
      String by);

  @SqlQuery(COLUMNS + "WHERE id = :id")
  Optional<HandoverRow> find(long id);

  /** Newest first. */
  @SqlQuery(
      COLUMNS
          + """
          WHERE id < :before AND (CAST(:collector AS text) IS NULL OR collector = :collector)
          ORDER BY id DESC
          LIMIT :rows""")
  List<HandoverRow> list(@Nullable String collector, long before, int rows);

  /** A hand-over as it is kept. */
  record HandoverRow(
      long id,
      String collector,
      long expected,
      long counted,
      @Nullable String denominations,
      @Nullable String note,
      Instant handedOverAt,
      String receivedBy) {}
}
