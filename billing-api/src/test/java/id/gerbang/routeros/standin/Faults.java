package id.gerbang.routeros.standin;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What goes wrong with a router, when a test wants it. Nothing does by itself. */
public final class Faults {

  private static final int WHOLE = -1;

  private final Machine router;
  private final AtomicInteger bytesLeft = new AtomicInteger(WHOLE);
  private final AtomicInteger toObey = new AtomicInteger();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile Duration clockError = Duration.ZERO;
  private volatile @Nullable String refusedCommand;
  private volatile String refusal = "";
  private final Map<String, Runnable> meanwhile = new ConcurrentHashMap<>();

  Faults(Machine router) {
    this.router = router;
  }

  /** New connections are refused: the ports are closed. */
  public void refuseConnections() {
    router.services().stopListening();
  }

  /** The ports are open again. */
  public void acceptConnections() {
    router.services().open();
  }

  /** Every open connection ends now. */
  public void dropConnections() {
    router.services().dropConnections();
  }

  /** Commands are taken and done, and no answer comes, until {@link #answerAgain()}. */
  public void hang() {
    gate = new CountDownLatch(1);
  }

  public void answerAgain() {
    gate.countDown();
  }

  /** After this many further bytes of answers the connection closes, once. */
  public void closeAfter(int bytes) {
    bytesLeft.set(bytes);
  }

  /** The router's clock is off by this much. */
  public void clockIsOffBy(Duration error) {
    clockError = error;
  }

  /** The next command of this path (`/interface/eoip/add`) fails with these words, once. */
  public void failOnce(String command, String message) {
    failOnceAfter(0, command, message);
  }

  /** The same, once so many others of this path have been obeyed. */
  public void failOnceAfter(int obeyed, String command, String message) {
    refusal = message;
    toObey.set(obeyed);
    refusedCommand = command;
  }

  /** When a command of this path comes, this happens before it is obeyed, once. */
  public void meanwhile(String command, Runnable what) {
    meanwhile.put(command, what);
  }

  Duration clockError() {
    return clockError;
  }

  void check(String command) {
    Optional.ofNullable(meanwhile.remove(command)).ifPresent(Runnable::run);
    if (command.equals(refusedCommand) && toObey.getAndDecrement() == 0) {
      refusedCommand = null;
      throw new Refusal(Refusal.NO_CATEGORY, refusal);
    }
  }

  /** Waits as long as answers are held; what the rest may send of this many bytes. */
  int beforeAnswer(int bytes) throws InterruptedException {
    gate.await();
    int left = bytesLeft.get();
    if (left == WHOLE) {
      return bytes;
    }
    int sent = Math.min(left, bytes);
    bytesLeft.set(sent < bytes ? WHOLE : left - sent);
    return sent;
  }
}
