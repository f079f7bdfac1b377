package id.gerbang.billing.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

  @ParameterizedTest(name = "at {0} in {1}, now {2}")
  @CsvSource({
    "01:00, Asia/Jakarta,     2026-11-22T17:59:59Z, 2026-11-21T18:00:00Z, 2026-11-22T18:00:00Z",
    "01:00, Asia/Jakarta,     2026-11-22T18:00:00Z, 2026-11-22T18:00:00Z, 2026-11-23T18:00:00Z",
    "00:00, Asia/Jayapura,    2026-12-31T15:00:00Z, 2026-12-31T15:00:00Z, 2027-01-01T15:00:00Z",
    "23:30, Asia/Makassar,    2028-02-29T15:29:00Z, 2028-02-28T15:30:00Z, 2028-02-29T15:30:00Z",
    // A zone that skips that hour once a year still has one time on that day.
    "02:30, Europe/Amsterdam, 2027-03-28T12:00:00Z, 2027-03-28T01:30:00Z, 2027-03-29T00:30:00Z",
  })
  void once_a_day(LocalTime at, ZoneId zone, Instant now, Instant last, Instant next) {
    Schedule daily = new Schedule.Daily(at, zone);
    assertThat(daily.lastSlot(now)).isEqualTo(last);
    assertThat(daily.nextSlot(now)).isEqualTo(next);
    assertThat(daily.doneWhenNew(now)).isEqualTo(last);
  }

  @ParameterizedTest
  @CsvSource({
    "PT30S, 2026-11-22T16:59:59.999Z, 2026-11-22T16:59:30Z, 2026-11-22T17:00:00Z",
    "PT30S, 2026-11-22T17:00:00Z,     2026-11-22T17:00:00Z, 2026-11-22T17:00:30Z",
    // The machine's clock has microseconds: two looks at one slot are to see the same one.
    "PT1H,  2026-11-22T17:00:00.000808Z, 2026-11-22T17:00:00Z, 2026-11-22T18:00:00Z",
    "PT1H,  2026-11-22T17:45:00Z,     2026-11-22T17:00:00Z, 2026-11-22T18:00:00Z",
  })
  void again_and_again(Duration length, Instant now, Instant last, Instant next) {
    Schedule every = new Schedule.Every(length);
    assertThat(every.lastSlot(now)).isEqualTo(last);
    assertThat(every.nextSlot(now)).isEqualTo(next);
    assertThat(every.doneWhenNew(now)).isEqualTo(last.minus(length));
  }
}
