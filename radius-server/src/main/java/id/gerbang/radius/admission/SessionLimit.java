package id.gerbang.radius.admission;

import id.gerbang.core.access.Entitlement.OnLimit;
import id.gerbang.core.access.Entitlement.SessionRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How many devices of a subscriber may be online at once: pure rules. */
final class SessionLimit {

  private SessionLimit() {}

  /** A session that counts. */
  record Holder(Device device, Instant startedAt, String id) {}

  /** Whether a device finds no place beside these. */
  static boolean isFull(SessionRules rules, Device asking, List<Device> holders) {
    if (rules.sharedUsers() == 0 || holders.size() < rules.sharedUsers()) {
      return false;
    }
    List<Device> itself = new ArrayList<>(List.of(asking));
    List<Device> others = new ArrayList<>();
    for (Device holder : holders) {
      if (holder.isAmong(itself)) {
        itself.add(holder);
      } else if (!holder.isAmong(others)) {
        others.add(holder);
      }
    }
    return others.size() >= rules.sharedUsers();
  }

  /**
   * Those that must go: the oldest, or where logins over the limit are refused the latest, which
   * two nodes let in at once. A session whose device has a newer one goes first.
   */
  static List<Holder> over(SessionRules rules, List<Holder> holders) {
    if (rules.sharedUsers() == 0 || holders.size() <= rules.sharedUsers()) {
      return List.of();
    }
    Comparator<Holder> oldestFirst =
        Comparator.comparing(Holder::startedAt).thenComparing(Holder::id);
    List<Holder> newestFirst = new ArrayList<>(holders);
    newestFirst.sort(oldestFirst.reversed());
    List<Holder> replaced = new ArrayList<>();
    List<Holder> staying = new ArrayList<>();
    for (Holder holder : newestFirst) {
      boolean hasNewer = staying.stream().anyMatch(newer -> newer.device().same(holder.device()));
      (hasNewer ? replaced : staying).add(holder);
    }
    if (rules.onLimit() == OnLimit.REFUSE) {
      staying.sort(oldestFirst);
    }
    staying.addAll(replaced);
    return List.copyOf(staying.subList(rules.sharedUsers(), staying.size()));
  }
}
