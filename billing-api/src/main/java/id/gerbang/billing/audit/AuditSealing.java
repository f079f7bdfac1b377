package id.gerbang.billing.audit;

import id.gerbang.core.seal.Sealer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker that chains the audit, twice a second, and keeps watch on the chain's end: noted in a
 * file, told to the log at the start and once a day, and asked for in each round. An end that has
 * gone is said, counted, and never noted over.
 */
public final class AuditSealing implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AuditSealing.class);
  private static final long ROUND_MILLIS = 500;
  private static final Duration SWEEP = Duration.ofHours(1);
  private static final Duration TELL = Duration.ofDays(1);

  private final Jdbi jdbi;
  private final AuditChain chain;
  private final Optional<NotedHead> noted;
  private final LongSupplier nanoTime;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread worker = new Thread(task, "audit-chain");
            worker.setDaemon(true);
            return worker;
          });

  private ChainLink head = ChainLink.NONE;
  private boolean headIsRead;
  private long swept;
  private long told;
  private volatile long completeUntil;
  private volatile long sealed;
  private volatile boolean broken;

  /**
   * @param head the file that notes how far the chain has come; empty: none does
   */
  public AuditSealing(Jdbi jdbi, Sealer sealer, Optional<Path> head) {
    this(jdbi, sealer, head, System::nanoTime);
  }

  AuditSealing(Jdbi jdbi, Sealer sealer, Optional<Path> head, LongSupplier nanoTime) {
    this.jdbi = jdbi;
    this.chain = new AuditChain(jdbi, sealer);
    this.noted = head.map(NotedHead::new);
    this.nanoTime = nanoTime;
    this.swept = nanoTime.getAsLong();
    this.told = swept - TELL.toNanos();
    this.completeUntil = swept;
  }

  public void start() {
    thread.scheduleWithFixedDelay(this::roundOrTryAgain, 0, ROUND_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void roundOrTryAgain() {
    try {
      round();
    } catch (RuntimeException | IOException e) {
      if (!thread.isShutdown()) {
        LOG.warn("The audit is not chained this time because=\"{}\"", e.getMessage());
      }
    }
  }

  /** One round, now. */
  synchronized void round() throws IOException {
    long now = nanoTime.getAsLong();
    if (now - swept >= SWEEP.toNanos()) {
      chain.sweep();
      swept = now;
    }
    if (!headIsRead) {
      head = noted.isPresent() ? noted.get().read().orElse(ChainLink.NONE) : ChainLink.NONE;
      headIsRead = true;
    }
    AuditChain.Round round = chain.round();
    sealed += round.sealed();
    if (round.complete()) {
      completeUntil = now;
      follow(round.head());
    }
    if (now - told >= TELL.toNanos()) {
      told = now;
      tell(round.head());
    }
  }

  /** To the new end, where it goes on from the one that is known. */
  private void follow(ChainLink next) throws IOException {
    boolean goesOn =
        head.seq() == 0
            || jdbi.withExtension(ChainDao.class, dao -> dao.link(head.seq()))
                .filter(link -> MessageDigest.isEqual(link.mac(), head.mac()))
                .isPresent();
    if (!goesOn) {
      if (!broken) {
        LOG.error(
            "audit chain broken known=\"{}\" now=\"{}\": run gerbang audit verify", head, next);
      }
      broken = true;
      return;
    }
    broken = false;
    if (next.seq() > head.seq()) {
      if (noted.isPresent()) {
        noted.get().write(next);
      }
      head = next;
    }
  }

  private void tell(ChainLink end) {
    if (broken) {
      LOG.error("audit chain broken known=\"{}\" now=\"{}\": run gerbang audit verify", head, end);
    } else {
      LOG.info("audit chain {}", end);
    }
  }

  /** No row that is older than this waits to be chained. */
  public Duration unsealed() {
    return Duration.ofNanos(nanoTime.getAsLong() - completeUntil);
  }

  /** Rows that were chained here. */
  public long sealed() {
    return sealed;
  }

  /** Whether the chain no longer goes through where it was known to have come. */
  public boolean broken() {
    return broken;
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("The chaining of the audit did not stop within 5 s.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
