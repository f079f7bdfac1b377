package id.gerbang.radius.converge;

import id.gerbang.radius.session.SessionKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Sessions that something happened to and that are to be looked at: each once, however often it
 * happened, so that there are never more than there are sessions.
 */
final class Touched {

  private final Set<SessionKey> keys = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean waiting = new AtomicBoolean();

  /** Whether somebody has to come and drain it. */
  boolean add(SessionKey key) {
    keys.add(key);
    return waiting.compareAndSet(false, true);
  }

  void drain(Consumer<SessionKey> each) {
    waiting.set(false);
    for (SessionKey key : keys) {
      if (keys.remove(key)) {
        each.accept(key);
      }
    }
  }
}
