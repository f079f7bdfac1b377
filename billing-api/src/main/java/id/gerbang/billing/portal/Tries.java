package id.gerbang.billing.portal;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How often each address may guess within a minute. Bounded: when more addresses ask in one minute
 * than are remembered, further ones wait for the next.
 */
public final class Tries {

  private static final int ADDRESSES = 20_000;
  private static final int SITE = 8;

  private final Clock clock;
  private final int each;
  private final Map<String, Integer> made = new HashMap<>();
  private long minute;

  public Tries(Clock clock, int each) {
    this.clock = clock;
    this.each = each;
  }

  /** Whether there may be no more until the next minute. */
  public synchronized boolean spent(InetAddress address) {
    turn();
    return made.getOrDefault(who(address), 0) >= each;
  }

  /** Counts one more try; whether it may be made. */
  public synchronized boolean take(InetAddress address) {
    turn();
    String who = who(address);
    if (!made.containsKey(who) && made.size() >= ADDRESSES) {
      return false;
    }
    return made.merge(who, 1, Integer::sum) <= each;
  }

  private void turn() {
    long now = clock.instant().getEpochSecond() / 60;
    if (now != minute) {
      minute = now;
      made.clear();
    }
  }

  /** Of IPv6 the network: a customer has a whole one to guess from. */
  private static String who(InetAddress address) {
    byte[] bytes = address.getAddress();
    return Arrays.toString(address instanceof Inet6Address ? Arrays.copyOf(bytes, SITE) : bytes);
  }
}
