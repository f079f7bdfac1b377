package id.gerbang.billing.audit;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.customizer.QueryTimeOut;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** The chain's SQL. */
public interface ChainDao {

  /** One node seals at a time. */
  @SqlQuery("SELECT pg_try_advisory_xact_lock(hashtext('gerbang.audit_chain'))")
  boolean tryLock();

  @SqlQuery("SELECT seq, found, mac FROM audit_chain ORDER BY seq DESC LIMIT 1")
  @RegisterConstructorMapper(ChainLink.class)
  Optional<ChainLink> head();

  @SqlQuery("SELECT seq, found, mac FROM audit_chain WHERE seq = :seq")
  @RegisterConstructorMapper(ChainLink.class)
  Optional<ChainLink> link(@Bind("seq") long seq);

  /** What is committed and not chained yet; below the mark there is nothing of the kind. */
  @SqlQuery(
      """
      SELECT a.id, a.at, a.actor, a.action, a.object, a.detail::text AS detail, a.signature
      FROM audit a
      WHERE a.id > :above AND NOT EXISTS (SELECT FROM audit_chain c WHERE c.audit_id = a.id)
      ORDER BY a.id
      LIMIT :rows
      """)
  @RegisterConstructorMapper(AuditRow.class)
  List<AuditRow> unsealed(@Bind("above") long above, @Bind("rows") int rows);

  @SqlBatch("INSERT INTO audit_chain (seq, audit_id, found, mac) VALUES (:seq, :id, :found, :mac)")
  void insert(@Bind("id") List<Long> ids, @BindMethods List<ChainLink> links);

  /**
   * Until when all transactions are known, and until which row ids are given out.
   *
   * @param ended all transactions below it have ended
   * @param begun none at or above it had begun
   */
  record Moment(long lastId, long ended, long begun) {}

  @SqlQuery(
      """
      SELECT coalesce((SELECT max(id) FROM audit), 0) AS last_id,
             pg_snapshot_xmin(snapshot)::text::bigint AS ended,
             pg_snapshot_xmax(snapshot)::text::bigint AS begun
      FROM pg_current_snapshot() snapshot
      """)
  @RegisterConstructorMapper(Moment.class)
  Moment moment();

  /** A place of the chain and the row that stands there; null fields: it is gone. */
  record Sealed(
      long seq,
      long auditId,
      boolean found,
      byte[] mac,
      @Nullable Long id,
      @Nullable Instant at,
      @Nullable String actor,
      @Nullable String action,
      @Nullable String object,
      @Nullable String detail,
      byte @Nullable [] signature) {

    /** The row, where it is there. */
    AuditRow row() {
      return new AuditRow(
          requireNonNull(id),
          requireNonNull(at),
          requireNonNull(actor),
          requireNonNull(action),
          requireNonNull(object),
          requireNonNull(detail),
          signature);
    }
  }

  /** What is signed twice: a copy of a genuine row. Reads the whole index, which takes long. */
  @QueryTimeOut(50)
  @SqlQuery("SELECT max(id) FROM audit GROUP BY signature HAVING count(signature) > 1 LIMIT 1")
  Optional<Long> copy();

  @SqlQuery(
      """
      SELECT c.seq, c.audit_id, c.found, c.mac,
             a.id, a.at, a.actor, a.action, a.object, a.detail::text AS detail, a.signature
      FROM audit_chain c
      LEFT JOIN audit a ON a.id = c.audit_id
      WHERE c.seq > :after
      ORDER BY c.seq
      LIMIT :rows
      """)
  @RegisterConstructorMapper(Sealed.class)
  List<Sealed> sealed(@Bind("after") long after, @Bind("rows") int rows);
}
