package id.gerbang.radius.listen;

import id.gerbang.core.access.Reason;
import id.gerbang.core.dictionary.Ipv6Text;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log why a sender was met with silence: once a minute for each router and reason, and
 * of strangers, whose addresses anybody can forge, a hundred a minute. Once a minute why answers do
 * not leave, or nothing can be read; and ten times a minute where it was that something of ours
 * failed, which may be with each packet.
 */
final class Complaints {

  private static final Logger log = LoggerFactory.getLogger(Complaints.class);
  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int STRANGERS_A_MINUTE = 100;
  private static final int FAILURES_A_MINUTE = 10;

  private final Set<About> said = new HashSet<>();
  private long minuteBegan = System.nanoTime();
  private int strangers;
  private int failures;
  private boolean saidUnsent;
  private boolean saidUnread;

  private record About(InetAddress sender, Reason reason) {}

  /**
   * @return whether it was said
   */
  synchronized boolean about(InetAddress sender, Reason reason, long nowNanos) {
    beginMinute(nowNanos);
    boolean stranger = reason == Reason.UNKNOWN_ROUTER;
    if ((stranger && strangers == STRANGERS_A_MINUTE) || !said.add(new About(sender, reason))) {
      return false;
    }
    strangers += stranger ? 1 : 0;
    log.warn("no answer to {}: {}", Ipv6Text.of(sender), reason.words(Locale.ENGLISH));
    return true;
  }

  /**
   * Whomever an answer was for: the way out is one.
   *
   * @return whether it was said
   */
  synchronized boolean unsent(IOException why, long nowNanos) {
    beginMinute(nowNanos);
    if (saidUnsent) {
      return false;
    }
    saidUnsent = true;
    log.warn("an answer was not sent: {}", why.toString());
    return true;
  }

  /**
   * @return whether it was said
   */
  synchronized boolean unread(IOException why, long nowNanos) {
    beginMinute(nowNanos);
    if (saidUnread) {
      return false;
    }
    saidUnread = true;
    log.warn("nothing could be read from the network: {}", why.toString());
    return true;
  }

  /**
   * @param where the socket of ours
   * @return whether it was said
   */
  synchronized boolean failed(SocketAddress where, Throwable cause, long nowNanos) {
    beginMinute(nowNanos);
    if (failures == FAILURES_A_MINUTE) {
      return false;
    }
    failures++;
    log.error("a request on {} failed", where, cause);
    return true;
  }

  private void beginMinute(long nowNanos) {
    if (nowNanos - minuteBegan > MINUTE_NANOS) {
      minuteBegan = nowNanos;
      strangers = 0;
      failures = 0;
      saidUnsent = false;
      saidUnread = false;
      said.clear();
    }
  }
}
