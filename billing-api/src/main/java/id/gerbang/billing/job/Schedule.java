package id.gerbang.billing.job;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/** A timetable: at which instants something is due. Those that were missed are made up for once. */
public sealed interface Schedule {

  /** The latest of its times that has come. */
  Instant lastSlot(Instant now);

  /** The first of its times after an instant. */
  Instant nextSlot(Instant after);

  /** Up to where it counts as done when it is new at an instant. */
  Instant doneWhenNew(Instant now);

  /** Again and again, from the epoch on: half minutes fall on each midnight of each zone. */
  record Every(Duration length) implements Schedule {

    @Override
    public Instant lastSlot(Instant now) {
      long millis = now.toEpochMilli();
      return Instant.ofEpochMilli(millis - Math.floorMod(millis, length.toMillis()));
    }

    @Override
    public Instant nextSlot(Instant after) {
      return lastSlot(after).plus(length);
    }

    @Override
    public Instant doneWhenNew(Instant now) {
      return lastSlot(now).minus(length);
    }
  }

  /** Once a day at a time of the ISP's zone. A new one waits for its first time. */
  record Daily(LocalTime at, ZoneId zone) implements Schedule {

    @Override
    public Instant lastSlot(Instant now) {
      LocalDate today = LocalDate.ofInstant(now, zone);
      Instant slot = on(today);
      return slot.isAfter(now) ? on(today.minusDays(1)) : slot;
    }

    @Override
    public Instant nextSlot(Instant after) {
      LocalDate day = LocalDate.ofInstant(after, zone);
      Instant slot = on(day);
      return slot.isAfter(after) ? slot : on(day.plusDays(1));
    }

    @Override
    public Instant doneWhenNew(Instant now) {
      return lastSlot(now);
    }

    private Instant on(LocalDate day) {
      return day.atTime(at).atZone(zone).toInstant();
    }
  }
}
