package id.gerbang.routeros;

import id.gerbang.routeros.RouterOsException.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What changes in a menu, as the router tells it: an item as it is now, or its id with {@link
 * Row#isDead}. At most {@value #LONGEST_QUEUE} rows wait to be taken; who is slower is told so, and
 * has to read the menu again.
 */
public final class Listening implements AutoCloseable {

  static final int LONGEST_QUEUE = 10_000;
  private static final Row END = new Row(Map.of());

  private final BlockingQueue<Row> rows = new LinkedBlockingQueue<>(LONGEST_QUEUE);
  private final ApiConnection connection;
  private final String tag;
  private volatile @Nullable RouterOsException ended;

  Listening(ApiConnection connection, String tag) {
    this.connection = connection;
    this.tag = tag;
  }

  /**
   * The next change. Empty: nothing changed for so long. A router that says nothing at all for as
   * long as an answer may take is asked for its name, so that one that is gone is an error.
   */
  public Optional<Row> next(Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    try {
      while (true) {
        RouterOsException why = ended;
        long left = until - System.nanoTime();
        long wait = why == null ? Math.min(left, connection.untilInDoubt()) : 0;
        Row row = rows.poll(Math.max(wait, 0), TimeUnit.NANOSECONDS);
        if (row != null && row != END) {
          return Optional.of(row);
        }
        if (why != null) {
          throw why.again(why.detail());
        }
        if (row == null && connection.untilInDoubt() <= 0) {
          connection.askForItsName();
        } else if (row == null && left <= 0) {
          return Optional.empty();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RouterOsException(Kind.INTERRUPTED, "this thread was", e);
    }
  }

  /** Tells the router to stop. What came before can still be taken. */
  @Override
  public void close() {
    end(new RouterOsException(Kind.CLOSED_HERE, "listening was ended"));
    connection.cancel(tag);
  }

  private void end(RouterOsException why) {
    if (ended == null) {
      ended = why;
      rows.offer(END);
    }
  }

  Replies replies() {
    return new Replies() {
      private @Nullable RouterOsException trapped;

      @Override
      public void row(Row row, int size) {
        if (ended == null && !rows.offer(row)) {
          end(new RouterOsException(Kind.TOO_MUCH, LONGEST_QUEUE + " changes wait to be taken"));
        }
      }

      @Override
      public void trap(RouterOsException trap) {
        trapped = trap;
      }

      @Override
      public void done(Row last) {
        end(
            trapped != null
                ? trapped
                : new RouterOsException(Kind.INTERRUPTED, "the router ended the listening"));
      }

      @Override
      public void fail(RouterOsException why) {
        end(why);
      }
    };
  }
}
