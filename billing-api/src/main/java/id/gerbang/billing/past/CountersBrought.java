package id.gerbang.billing.past;

import id.gerbang.billing.http.Json;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Counters on their way in: each once, and later as much as it grew by. */
final class CountersBrought {

  private final long importId;
  private final ZoneId zone;
  private int came;

  CountersBrought(long importId, ZoneId zone) {
    this.importId = importId;
    this.zone = zone;
  }

  /** A counter as it is sent to the database; public, so that it becomes JSON. */
  public record Told(
      String account, String username, LocalDate day, long inputOctets, long outputOctets) {}

  void keep(Handle handle, List<PastCounter> counters) {
    List<Told> told =
        counters.stream()
            .map(
                it ->
                    new Told(
                        it.account(),
                        it.username(),
                        LocalDate.ofInstant(it.seenAt(), zone),
                        it.inputOctets(),
                        it.outputOctets()))
            .toList();
    came += handle.attach(PastSessionDao.class).insertCounters(importId, Json.text(told));
  }

  Optional<String> words() {
    return came == 0
        ? Optional.empty()
        : Optional.of(
            "%d counters of users whose sessions are not told come along as used on the day when each was last seen: since when they count is not told"
                .formatted(came));
  }
}
