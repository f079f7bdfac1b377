package id.gerbang.radius.listen;

import io.netty.channel.ChannelHandlerContext;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What other threads leave for a socket's event loop: one wake-up for all that waits, and few
 * flushes. The journal settles hundreds of requests at once. Holds no more than there are requests
 * in progress.
 */
final class LoopInbox {

  /** Routers need not find room for more answers than these at once. */
  private static final int FLUSH_EVERY = 64;

  private final ChannelHandlerContext context;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean called = new AtomicBoolean();

  LoopInbox(ChannelHandlerContext context) {
    this.context = context;
  }

  void add(Runnable work) {
    waiting.add(work);
    call();
  }

  private void call() {
    if (called.compareAndSet(false, true)) {
      context.executor().execute(this::empty);
    }
  }

  private void empty() {
    called.set(false);
    try {
      int done = 0;
      for (Runnable work = waiting.poll(); work != null; work = waiting.poll()) {
        work.run();
        done++;
        if (done % FLUSH_EVERY == 0) {
          context.flush();
        }
      }
    } finally {
      context.flush();
      if (!waiting.isEmpty()) {
        call();
      }
    }
  }
}
