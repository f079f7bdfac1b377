package id.gerbang.radius.admission;

import id.gerbang.radius.session.Station;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many wrong passwords are looked at (P11): in any minute 20 of a subscriber and station, 60 of
 * a subscriber. A guess takes its place before it is looked at and a right one gives it back, so
 * guesses in parallel don't slip through.
 *
 * <p>Only names that exist have places. At most 200,000 are guessed at once; of others nothing is
 * looked at while there are so many.
 */
final class GuessingLimits {

  private static final int OF_STATION = 20;
  private static final int OF_SUBSCRIBER = 60;
  private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int MAX_SUBSCRIBERS = 200_000;

  private final Map<Long, Guesses> bySubscriber = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  GuessingLimits(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** What a guess was given. */
  enum Place {
    /** Nobody guessed wrong lately: it is counted if it turns out wrong. */
    FREE,
    /** Counted as if wrong, until it turns out right. */
    TAKEN,
    /** None: there were too many before it. */
    NONE
  }

  boolean isGuessed(long subscriberId) {
    return !bySubscriber.isEmpty() && bySubscriber.containsKey(subscriberId);
  }

  Place take(long subscriberId, Station station) {
    if (bySubscriber.isEmpty()) {
      return Place.FREE; // as mostly: no object for the number
    }
    if (!bySubscriber.containsKey(subscriberId)) {
      return bySubscriber.size() < MAX_SUBSCRIBERS ? Place.FREE : Place.NONE;
    }
    return taken(subscriberId, station) ? Place.TAKEN : Place.NONE;
  }

  void right(Place place, long subscriberId, Station station) {
    if (place == Place.TAKEN) {
      bySubscriber.computeIfPresent(
          subscriberId, (id, guesses) -> guesses.giveBack(station.number()));
    }
  }

  /**
   * @return whether it was within the limits: of several first ones in parallel not all may be
   */
  boolean wrong(Place place, long subscriberId, Station station) {
    return place == Place.FREE ? taken(subscriberId, station) : place == Place.TAKEN;
  }

  private boolean taken(long subscriberId, Station station) {
    boolean[] taken = new boolean[1];
    bySubscriber.compute(
        subscriberId,
        (id, known) -> {
          Guesses guesses = known == null ? new Guesses() : known;
          taken[0] = guesses.take(station.number(), nanoTime.getAsLong());
          return guesses;
        });
    return taken[0];
  }

  /** Forgets those whom nobody guessed for a minute. */
  void expire() {
    long now = nanoTime.getAsLong();
    bySubscriber
        .keySet()
        .forEach(
            id ->
                bySubscriber.computeIfPresent(
                    id, (same, guesses) -> guesses.isOver(now) ? null : guesses));
  }

  int size() {
    return bySubscriber.size();
  }

  /** How many are guessed at here and not there. */
  long sizeWithout(GuessingLimits others) {
    return bySubscriber.keySet().stream().filter(id -> !others.isGuessed(id)).count();
  }

  /** The wrong guesses of the last minute at one subscriber, oldest first; the map guards it. */
  private static final class Guesses {

    private long[] at = new long[4];
    private long[] stations = new long[4];
    private int count;

    boolean take(long station, long now) {
      forgetBefore(now - WINDOW_NANOS);
      if (count == OF_SUBSCRIBER || countOf(station) == OF_STATION) {
        return false;
      }
      if (count == at.length) {
        int room = Math.min(OF_SUBSCRIBER, 2 * count);
        at = Arrays.copyOf(at, room);
        stations = Arrays.copyOf(stations, room);
      }
      at[count] = now;
      stations[count] = station;
      count++;
      return true;
    }

    Guesses giveBack(long station) {
      for (int i = count - 1; i >= 0; i--) {
        if (stations[i] == station) {
          remove(i, 1);
          return this;
        }
      }
      return this;
    }

    boolean isOver(long now) {
      forgetBefore(now - WINDOW_NANOS);
      return count == 0;
    }

    private int countOf(long station) {
      int of = 0;
      for (int i = 0; i < count; i++) {
        of += stations[i] == station ? 1 : 0;
      }
      return of;
    }

    private void forgetBefore(long then) {
      int over = 0;
      while (over < count && at[over] - then <= 0) {
        over++;
      }
      if (over > 0) {
        remove(0, over);
      }
    }

    private void remove(int from, int number) {
      count -= number;
      System.arraycopy(at, from + number, at, from, count - from);
      System.arraycopy(stations, from + number, stations, from, count - from);
    }
  }
}
