package id.gerbang.routeros;

import id.gerbang.routeros.RouterOsException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The whole answer to one command, gathered. At most {@value #MOST_ROWS} rows and 32 MiB. */
final class Answer implements Replies {

  static final int MOST_ROWS = 100_000;
  static final long MOST_OCTETS = 32L << 20;

  private final List<Row> rows = new ArrayList<>();
  private long octets;
  private volatile long heardAt = System.nanoTime();
  private volatile @Nullable RouterOsException trap;

  /** Its rows, a value that the command returned among them. */
  final CompletableFuture<List<Row>> whole = new CompletableFuture<>();

  @Override
  public void row(Row row, int size) {
    heardAt = System.nanoTime();
    octets += size;
    if (whole.isDone()) {
      return;
    }
    if (rows.size() == MOST_ROWS || octets > MOST_OCTETS) {
      rows.clear();
      throw new RouterOsException(
          Kind.TOO_MUCH, "more than " + MOST_ROWS + " rows or " + (MOST_OCTETS >> 20) + " MiB");
    }
    rows.add(row);
  }

  @Override
  public void trap(RouterOsException what) {
    heardAt = System.nanoTime();
    if (trap == null) {
      trap = what;
    }
  }

  @Override
  public void done(Row last) {
    RouterOsException why = trap;
    if (why != null) {
      whole.completeExceptionally(why);
      return;
    }
    if (!last.values().isEmpty()) {
      rows.add(last);
    }
    whole.complete(rows);
  }

  @Override
  public void fail(RouterOsException why) {
    whole.completeExceptionally(why);
  }

  long heardAt() {
    return heardAt;
  }

  @Nullable RouterOsException trap() {
    return trap;
  }
}
