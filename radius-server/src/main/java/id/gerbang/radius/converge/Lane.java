package id.gerbang.radius.converge;

import id.gerbang.radius.session.SessionKey;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Sessions of one router that wait for an act, those that open first. One thread. */
final class Lane {

  private final Set<SessionKey> opening = new LinkedHashSet<>();
  private final Set<SessionKey> closing = new LinkedHashSet<>();
  private boolean running;

  /** The latest intent decides where a session waits. */
  void add(SessionKey session, Act act) {
    opening.remove(session);
    closing.remove(session);
    (act.opens() ? opening : closing).add(session);
  }

  /** Whether somebody has to begin taking from it: false while somebody does. */
  boolean start() {
    boolean idle = !running;
    running = true;
    return idle;
  }

  /** Whose turn it is; after the last one the lane rests until it is started again. */
  Optional<SessionKey> next() {
    Set<SessionKey> first = opening.isEmpty() ? closing : opening;
    Optional<SessionKey> next = first.stream().findFirst();
    next.ifPresent(first::remove);
    running = next.isPresent();
    return next;
  }
}
