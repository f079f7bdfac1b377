package id.gerbang.routeros.standin;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A cable between ports of two stand-ins, or all that lies between a modem and a public address.
 */
public final class Wire {

  record End(Machine router, String port) {}

  private final List<End> ends;
  private boolean whole = true;

  Wire(End one, End other) {
    ends = List.of(one, other);
    ends.forEach(end -> end.router.wires().add(this));
  }

  /** Nothing comes through. */
  public void cut() {
    change(false);
  }

  public void mend() {
    change(true);
  }

  private void change(boolean nowWhole) {
    synchronized (Machine.LOCK) {
      whole = nowWhole;
      ends.get(0).router.settle();
    }
  }

  boolean isWhole() {
    return whole;
  }

  /** The other end of what is plugged in here. */
  Optional<End> across(Machine router, String port) {
    End here = new End(router, port);
    return ends.contains(here)
        ? Optional.of(ends.get(ends.get(0).equals(here) ? 1 : 0))
        : Optional.empty();
  }

  String portOf(Machine router) {
    return ends.stream().filter(end -> end.router == router).findFirst().orElseThrow().port;
  }

  Machine other(Machine router) {
    return ends.get(ends.get(0).router == router ? 1 : 0).router;
  }

  /** All that are wired together with this one, itself too. */
  static Set<Machine> together(Machine router) {
    Set<Machine> all = new LinkedHashSet<>();
    gather(router, all);
    return all;
  }

  private static void gather(Machine router, Set<Machine> all) {
    if (all.add(router)) {
      router.wires().forEach(wire -> gather(wire.other(router), all));
    }
  }
}
