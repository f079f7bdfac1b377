package id.gerbang.billing.probe;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** What routers measured. */
@RegisterConstructorMapper(ProbeRow.class)
public interface ProbeDao {

  @SqlQuery(
      """
      INSERT INTO router_probe (router_id, at, asked_by, target, sent, received, delay_min, delay_mean, delay_max, jitter_mean)
      VALUES (:routerId, :at, :askedBy, :target, :sent, :received, :delayMin, :delayMean, :delayMax, :jitterMean)
      RETURNING *
      """)
  ProbeRow insert(
      @Bind("routerId") long routerId,
      @Bind("at") Instant at,
      @Bind("askedBy") String askedBy,
      @Bind("target") String target,
      @Bind("sent") int sent,
      @Bind("received") int received,
      @Bind("delayMin") @Nullable Long delayMin,
      @Bind("delayMean") @Nullable Long delayMean,
      @Bind("delayMax") @Nullable Long delayMax,
      @Bind("jitterMean") @Nullable Long jitterMean);

  @SqlUpdate("DELETE FROM router_probe WHERE router_id = :routerId AND at < :before")
  void forget(@Bind("routerId") long routerId, @Bind("before") Instant before);

  @SqlQuery(
      """
      SELECT * FROM router_probe
      WHERE router_id = :routerId AND id < :before AND target ILIKE :like
      ORDER BY id DESC LIMIT :rows
      """)
  List<ProbeRow> list(
      @Bind("routerId") long routerId,
      @Bind("like") String like,
      @Bind("before") long before,
      @Bind("rows") int rows);

  static @Nullable Long boxed(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}
