package id.gerbang.app.bras;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Modems that were cut off and will dial again by themselves. */
final class Redials {

  private final Optional<Duration> wait;
  private final List<Waiting> waiting = new ArrayList<>();

  Redials(Optional<Duration> wait) {
    this.wait = wait;
  }

  /** Lets the modem dial again after its wait, if modems here do that. */
  synchronized void add(Modem modem, Instant now) {
    wait.ifPresent(duration -> waiting.add(new Waiting(modem, now.plus(duration))));
  }

  synchronized List<Modem> takeDue(Instant now) {
    List<Modem> due = new ArrayList<>();
    for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
      Waiting next = each.next();
      if (!now.isBefore(next.at())) {
        due.add(next.modem());
        each.remove();
      }
    }
    return due;
  }

  private record Waiting(Modem modem, Instant at) {}
}
