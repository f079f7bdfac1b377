package id.gerbang.routeros;

import id.gerbang.routeros.RouterOsException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * At most one open connection to each router, opened when somebody asks and shared by all who ask.
 * A router is known by host and port; asked with another user, password or trust, its connection is
 * opened anew. What fails goes to whoever asked.
 */
public final class RouterConnections implements AutoCloseable {

  private final Duration idle;
  private final LongSupplier nanos;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * @param idle how long a connection is kept that nobody uses
   */
  public RouterConnections(Duration idle) {
    this(idle, System::nanoTime);
  }

  RouterConnections(Duration idle, LongSupplier nanos) {
    this.idle = idle;
    this.nanos = nanos;
  }

  /** Works with the router's connection, which stays open afterwards and is not to be closed. */
  public <T> T use(RouterAddress address, Function<RouterOs, T> work) {
    if (closed) {
      throw new RouterOsException(Kind.CLOSED_HERE, "");
    }
    closeIdle();
    Kept router =
        kept.compute(
            address.where(),
            (where, known) -> {
              Kept one = known == null ? new Kept() : known;
              one.users++;
              return one;
            });
    try {
      return work.apply(router.connection(address));
    } finally {
      kept.computeIfPresent(
          address.where(),
          (where, known) -> {
            known.users--;
            known.usedAt = nanos.getAsLong();
            return known;
          });
    }
  }

  /** Closes what nobody has used for long: to be called now and then. */
  public void closeIdle() {
    List<Kept> ended = new ArrayList<>();
    for (String where : kept.keySet()) {
      kept.computeIfPresent(
          where,
          (same, known) -> {
            boolean over = known.users == 0 && nanos.getAsLong() - known.usedAt >= idle.toNanos();
            if (over) {
              ended.add(known);
            }
            return over ? null : known;
          });
    }
    ended.forEach(Kept::close);
  }

  @Override
  public void close() {
    closed = true;
    kept.values().forEach(Kept::close);
  }

  private final class Kept {
    /** Guarded by the map's entry. */
    private int users;

    private volatile long usedAt = nanos.getAsLong();

    // Guarded by this: whose it is, and what has been or is being opened.
    private @Nullable RouterAddress address;
    private @Nullable CompletableFuture<RouterOs> connection;

    RouterOs connection(RouterAddress wanted) {
      CompletableFuture<RouterOs> fresh = new CompletableFuture<>();
      CompletableFuture<RouterOs> before;
      boolean same;
      synchronized (this) {
        before = connection;
        same = wanted.equals(address);
        if (before == null || !same || isInDoubt(before, wanted)) {
          connection = fresh;
          address = wanted;
        } else {
          fresh = before;
        }
      }
      if (fresh != before) {
        try {
          fresh.complete(open(wanted, before, same));
        } catch (RuntimeException | Error e) {
          fresh.completeExceptionally(e);
        }
      }
      if (closed) {
        close();
      }
      return opened(fresh);
    }

    /** A connection that was quiet for longer than a router may be is asked before it is used. */
    private boolean isInDoubt(CompletableFuture<RouterOs> before, RouterAddress wanted) {
      return before.isDone()
          && (before.isCompletedExceptionally()
              || !before.join().isOpen()
              || nanos.getAsLong() - usedAt > wanted.answer().toNanos());
    }

    private static RouterOs open(
        RouterAddress wanted, @Nullable CompletableFuture<RouterOs> before, boolean same) {
      if (before != null && same && !before.isCompletedExceptionally()) {
        RouterOs old = before.join();
        try {
          old.print("/system/identity", List.of("name"));
          return old;
        } catch (RouterOsException e) {
          old.close();
        }
      } else if (before != null) {
        before.thenAccept(RouterOs::close);
      }
      return RouterOs.open(wanted);
    }

    private static RouterOs opened(CompletableFuture<RouterOs> opening) {
      try {
        return opening.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RouterOsException why
            ? why.again(why.detail())
            : new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new RouterOsException(Kind.INTERRUPTED, "this thread was", e);
      }
    }

    synchronized void close() {
      if (connection != null) {
        connection.thenAccept(RouterOs::close);
      }
    }
  }
}
