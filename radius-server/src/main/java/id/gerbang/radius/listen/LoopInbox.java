package id.gerbang.radius.listen;

import io.netty.channel.ChannelHandlerContext;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What other threads leave for a socket's event loop: one wake-up for all that waits, and few
 * flushes. The journal settles hundreds of requests at once. Holds no more than there are requests
 * in progress.
 */
final class LoopInbox {

  /** Routers need not find room for more answers than these at once. */
  private static final int FLUSH_EVERY = 64;

  private final Consumer<ChannelHandlerContext> flush;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean called = new AtomicBoolean();

  LoopInbox(Consumer<ChannelHandlerContext> flush) {
    this.flush = flush;
  }

  /**
   * @param context always the same
   */
  void add(ChannelHandlerContext context, Runnable work) {
    waiting.add(work);
    call(context);
  }

  private void call(ChannelHandlerContext context) {
    if (called.compareAndSet(false, true)) {
      context.executor().execute(() -> empty(context));
    }
  }

  private void empty(ChannelHandlerContext context) {
    called.set(false);
    try {
      int done = 0;
      for (Runnable work = waiting.poll(); work != null; work = waiting.poll()) {
        work.run();
        done++;
        if (done % FLUSH_EVERY == 0) {
          flush.accept(context);
        }
      }
    } finally {
      flush.accept(context);
      if (!waiting.isEmpty()) {
        call(context);
      }
    }
  }
}
