package id.gerbang.radius.subscriber;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The MAC that a subscriber first logged in with, where only that one may: known here at once, kept
 * by the journal in {@code subscriber_mac}, where of several nodes' the earliest wins. One a
 * subscriber, so no more than there are.
 */
public final class LearnedMacs {

  private final Map<Long, Learned> bySubscriber = new ConcurrentHashMap<>();
  private final Listener listener;

  private record Learned(String mac, Instant at) {}

  /** Told of each that is learned here. */
  public interface Listener {
    void learned(long subscriberId, String mac, Instant at);
  }

  public LearnedMacs(Listener listener) {
    this.listener = listener;
  }

  /**
   * @param since what was learned before is forgotten: the customer changed device
   */
  public Optional<String> find(long subscriberId, Optional<Instant> since) {
    return Optional.ofNullable(bySubscriber.get(subscriberId))
        .filter(learned -> holds(learned, since))
        .map(Learned::mac);
  }

  /** The first MAC: this one, unless another was first. */
  public String learn(long subscriberId, String mac, Optional<Instant> since, Instant now) {
    boolean[] isNew = new boolean[1];
    Learned first =
        bySubscriber.compute(
            subscriberId,
            (id, known) -> {
              isNew[0] = known == null || !holds(known, since);
              return isNew[0] ? new Learned(mac, after(since, now)) : known;
            });
    if (isNew[0]) {
      listener.learned(subscriberId, mac, first.at());
    }
    return first.mac();
  }

  /** What the table says; what is known here and not there yet may have been earlier. */
  void heard(long subscriberId, String mac, Instant at, Optional<Instant> since) {
    bySubscriber.merge(
        subscriberId,
        new Learned(mac, at),
        (known, told) -> holds(known, since) && known.at().isBefore(told.at()) ? known : told);
  }

  /** What a snapshot, or the journal, says; of several the last that was learned here. */
  public void restore(long subscriberId, String mac, Instant at) {
    bySubscriber.put(subscriberId, new Learned(mac, at));
  }

  /** Each that is known. */
  public void forEach(Listener each) {
    bySubscriber.forEach((id, learned) -> each.learned(id, learned.mac(), learned.at()));
  }

  void forget(long subscriberId) {
    bySubscriber.remove(subscriberId);
  }

  /** Forgets whoever is not among these. */
  void retain(Collection<Long> subscriberIds) {
    bySubscriber.keySet().retainAll(subscriberIds);
  }

  void clear() {
    bySubscriber.clear();
  }

  public int size() {
    return bySubscriber.size();
  }

  private static boolean holds(Learned learned, Optional<Instant> since) {
    return since.map(at -> !learned.at().isBefore(at)).orElse(true);
  }

  /** The journal keeps milliseconds; and billing's clock may be ahead of ours. */
  private static Instant after(Optional<Instant> since, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    return since
        .filter(at::isBefore)
        .map(later -> later.truncatedTo(ChronoUnit.MILLIS).plusMillis(1))
        .orElse(at);
  }
}
