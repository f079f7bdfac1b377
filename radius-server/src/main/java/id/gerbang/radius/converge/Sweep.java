package id.gerbang.radius.converge;

import id.gerbang.radius.session.OpenSession;
import id.gerbang.radius.session.SessionKey;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * A look at every session, in portions: a million of them are no reason to leave a payment waiting.
 * One thread.
 */
final class Sweep {

  private static final int AT_ONCE = 5_000;

  private Iterator<OpenSession> rest = Collections.emptyIterator();
  private boolean running;

  /**
   * From the first session on, and again from there where one is on its way.
   *
   * @return whether none was, so that somebody has to make it {@link #goOn}
   */
  boolean begin(Iterator<OpenSession> sessions) {
    boolean first = !running;
    rest = sessions;
    running = true;
    return first;
  }

  /** The next portion; returns whether there is another. */
  boolean goOn(Consumer<SessionKey> look) {
    running = false; // What fails here ends this sweep, and not those to come.
    for (int i = 0; i < AT_ONCE && rest.hasNext(); i++) {
      look.accept(rest.next().key());
    }
    running = rest.hasNext();
    return running;
  }
}
