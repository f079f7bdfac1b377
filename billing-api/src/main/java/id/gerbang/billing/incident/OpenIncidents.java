package id.gerbang.billing.incident;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What is open now, as metrics. */
public final class OpenIncidents {

  private final Jdbi jdbi;
  private final Clock clock;

  public OpenIncidents(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** All of them. */
  public record Sum(long count, Optional<Instant> oldest) {}

  public String metrics() {
    Sum sum = jdbi.withExtension(IncidentDao.class, IncidentDao::open);
    long seconds =
        sum.oldest().map(began -> Duration.between(began, clock.instant()).toSeconds()).orElse(0L);
    return """
        # HELP gerbang_incidents_open Outages that are not closed.
        # TYPE gerbang_incidents_open gauge
        gerbang_incidents_open %d
        # HELP gerbang_incidents_oldest_seconds For how long the oldest of them lasts.
        # TYPE gerbang_incidents_oldest_seconds gauge
        gerbang_incidents_oldest_seconds %d
        """
        .formatted(sum.count(), Math.max(0, seconds));
  }
}
