package id.gerbang.radius.event;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.access.Reason;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventLinesTest {

  @Test
  void a_login_is_one_line_of_keys_and_values() {
    assertThat(EventLines.line(login("budi"), "BRAS-01"))
        .isEqualTo(
            "accept user=budi router=BRAS-01 reason=ACTIVE session=81000001"
                + " station=4C:5E:0C:11:22:33 rate=5M/10M list=aktif");
  }

  @Test
  void what_others_typed_can_neither_end_the_line_nor_pass_for_another_key() {
    assertThat(EventLines.line(login("x reason=ACTIVE\n\"reject\u001b[31m\\"), "BRAS Utara"))
        .startsWith(
            "accept user=\"x reason=ACTIVE\\x0a\\\"reject\\x1b[31m\\\\\" router=\"BRAS Utara\" reason=")
        .doesNotContain("\n", "\u001b");
    assertThat(EventLines.line(login(""), "1")).startsWith("accept user=\"\" router=1 ");
  }

  private static AccessEvent login(String username) {
    return new AccessEvent(
        Instant.EPOCH,
        1,
        7,
        username,
        "accept",
        Reason.ACTIVE,
        Optional.empty(),
        "81000001",
        "4C:5E:0C:11:22:33",
        Optional.empty(),
        "rate=5M/10M list=aktif");
  }
}
