package id.gerbang.radius.subscriber;

import id.gerbang.core.access.Entitlement;
import id.gerbang.core.access.Entitlement.SessionRules;
import id.gerbang.core.plan.RateLimit;
import id.gerbang.radius.auth.Password;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A directory's contents for the tests, as the change feed would write them. */
public final class DirectoryFixture {

  private DirectoryFixture() {}

  public static void put(SubscriberDirectory directory, Entitlement entitlement) {
    directory.put(new Subscriber(entitlement, Password.of("rahasia")));
  }

  public static void remove(SubscriberDirectory directory, long subscriberId) {
    directory.remove(subscriberId);
  }

  public static void unreadable(SubscriberDirectory directory, long subscriberId) {
    directory.putUnreadable(subscriberId);
  }

  public static void refreshed(SubscriberDirectory directory) {
    directory.refreshed();
  }

  /** Who has nothing but a name. */
  public static Entitlement named(long id, String username) {
    return named(id, username, SessionRules.NONE);
  }

  /** Likewise, and rules of sessions. */
  public static Entitlement named(long id, String username, SessionRules rules) {
    return new Entitlement(
        id,
        username,
        1,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "aktif",
        rules,
        Optional.empty(),
        List.of(),
        Entitlement.Ipv6.NONE,
        List.of());
  }

  /** Budi, at 10M down and 5M up. */
  public static Entitlement budi(
      Optional<Entitlement.Unpaid> unpaid, Optional<Instant> activeUntil) {
    return budi(unpaid, activeUntil, Optional.of(RateLimit.of(5_000_000, 10_000_000)), 1);
  }

  public static Entitlement budi(
      Optional<Entitlement.Unpaid> unpaid,
      Optional<Instant> activeUntil,
      Optional<RateLimit> rate,
      int credentialVersion) {
    return new Entitlement(
        1,
        "budi",
        credentialVersion,
        false,
        unpaid,
        Optional.empty(),
        activeUntil,
        Optional.empty(),
        rate,
        Optional.empty(),
        "aktif");
  }
}
