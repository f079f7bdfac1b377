package id.gerbang.billing.audit;

import id.gerbang.core.seal.Sealer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Chains what was committed to the audit, each row once, in the order in which it is found. Which
 * rows are missing from the chain is asked of the rows themselves, above a mark below which nothing
 * can appear any more: an id that is given out early may be committed late.
 */
final class AuditChain {

  private static final int BATCH = 1_000;

  private final Jdbi jdbi;
  private final SecretKeySpec key;

  private long above;
  private ChainDao.@Nullable Moment awaited;
  private ChainDao.@Nullable Moment settled;

  AuditChain(Jdbi jdbi, Sealer sealer) {
    this.jdbi = jdbi;
    this.key = ChainLink.key(sealer);
  }

  /** What a round came to: the end of the chain, and whether all that was committed is in it. */
  record Round(ChainLink head, long sealed, boolean complete) {}

  /** Looks at every row again: what the mark may have missed is found. */
  void sweep() {
    above = 0;
    awaited = null;
    settled = null;
  }

  /** Chains what is not, in short transactions. */
  Round round() {
    ChainDao.Moment now = jdbi.withExtension(ChainDao.class, ChainDao::moment);
    Batch batch = new Batch(ChainLink.NONE, 0, above);
    long sealed = 0;
    do {
      long from = batch.lastId();
      Optional<Batch> next = jdbi.inTransaction(handle -> batch(handle, from));
      if (next.isEmpty()) { // another node is at it
        return new Round(batch.head(), sealed, false);
      }
      batch = next.get();
      sealed += batch.rows();
    } while (batch.rows() == BATCH);
    raiseMark(now);
    return new Round(batch.head(), sealed, true);
  }

  private record Batch(ChainLink head, int rows, long lastId) {}

  private Optional<Batch> batch(Handle handle, long from) {
    ChainDao dao = handle.attach(ChainDao.class);
    if (!dao.tryLock()) {
      return Optional.empty();
    }
    ChainLink head = dao.head().orElse(ChainLink.NONE);
    long lastId = from;
    List<Long> ids = new ArrayList<>();
    List<ChainLink> links = new ArrayList<>();
    for (AuditRow row : dao.unsealed(from, BATCH)) {
      boolean beginning = head.seq() == 0 || head.found();
      head = head.next(key, row, beginning && row.signature() == null);
      lastId = row.id();
      ids.add(lastId);
      links.add(head);
    }
    dao.insert(ids, links);
    return Optional.of(new Batch(head, ids.size(), lastId));
  }

  /**
   * When all transactions that had begun at a moment have ended, all ids given out by then are
   * chained or void. One moment more is waited for: an id is drawn shortly before its transaction
   * shows as begun.
   */
  private void raiseMark(ChainDao.Moment now) {
    if (awaited == null) {
      awaited = now;
    } else if (now.ended() >= awaited.begun()) {
      if (settled != null) {
        above = settled.lastId();
      }
      settled = awaited;
      awaited = now;
    }
  }
}
