package id.gerbang.billing.moving;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.routeros.Row;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Of several profiles that somebody has bought one counts. */
class BoughtTest {

  private static final Row EARLIER = new Row(Map.of("user", "budi", "profile", "5M"));
  private static final Row LATER = new Row(Map.of("user", "budi", "profile", "10M"));

  @Test
  void of_an_export_which_tells_no_ends_it_is_the_last() {
    assertThat(new Bought(List.of(EARLIER, LATER), ZoneOffset.UTC, false).current())
        .contains(LATER);
  }

  @Test
  void of_those_that_are_over_it_is_the_one_that_ended_last() {
    Row longer = used("5M", "2026-11-09 10:00:00");
    Row shorter = used("10M", "2026-11-01 10:00:00");
    assertThat(new Bought(List.of(longer, shorter), ZoneOffset.UTC, true).current())
        .contains(longer);
  }

  private static Row used(String profile, String end) {
    return new Row(Map.of("profile", profile, "state", "used", "end-time", end));
  }
}
