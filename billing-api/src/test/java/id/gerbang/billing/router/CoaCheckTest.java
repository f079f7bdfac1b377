package id.gerbang.billing.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoaCheckTest {

  private static final Instant NOW = Instant.parse("2026-11-29T07:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "refused; 503; pass; after 4.2 ms and with our secret, a CoA for a session that nobody has (Error-Cause 503)",
        "refused; 402; pass; (Error-Cause 402): as it should",
        "refused; 0; pass; a CoA for a session that nobody has: as it should",
        "refused; 501; fail; refuses CoA altogether (Error-Cause 501)",
        "refused; 406; fail; refuses CoA altogether",
        "acknowledged; ; unknown; acknowledged, after 4.2 ms and with our secret, a CoA for a session that can't exist",
        "not_genuine; ; fail; What answers at port 1700 has another secret",
        "silent; ; fail; No answer from port 1700 within 4.2 ms",
        "unsent; ; unknown; where the router is now is not known",
      })
  void each_end_of_a_trial_is_told_apart(String outcome, Long cause, String is, String words) {
    RouterCheck check = check(new CoaTrial(outcome, cause, 4_200L, true), "unknown", "unknown");
    assertThat(check.outcome()).isEqualTo(is);
    assertThat(check.words()).contains(words);
  }

  @Test
  void silence_names_what_nothing_has_cleared() {
    CoaTrial silent = new CoaTrial("silent", null, 1_500_000L, true);

    RouterCheck nothingKnown = check(silent, "unknown", "unknown");
    assertThat(nothingKnown.words()).contains("accept or its port", "secret", "firewall");
    assertThat(nothingKnown.view().repair()).isEqualTo("/radius incoming set accept=yes port=1700");

    RouterCheck bothRight = check(silent, "pass", "pass");
    assertThat(bothRight.words())
        .contains("the one that Gerbang sends from; a firewall")
        .doesNotContain("accept", "secret");
    assertThat(bothRight.repair()).isNull();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void what_nobody_sent_says_nothing_of_the_router(boolean radiusAlive) {
    RouterCheck check = check(new CoaTrial(null, null, null, radiusAlive), "pass", "pass");
    assertThat(check.outcome()).isEqualTo("unknown");
    assertThat(check.words())
        .contains(radiusAlive ? "no RADIUS service acts on this router" : "is running");
  }

  private static RouterCheck check(CoaTrial trial, String incoming, String secret) {
    return new CoaCheck(trial, known(), words())
        .coa(
            new RouterCheck("incoming", incoming, "", null),
            new RouterCheck("secret", secret, "", null));
  }

  private static CheckWords words() {
    return new CheckWords(Locale.ENGLISH, ZoneId.of("Asia/Jakarta"), true);
  }

  private static KnownRouter known() {
    RouterRow router =
        new RouterRow(
            7,
            null,
            "BRAS",
            "10.0.0.1",
            null,
            1700,
            "auto",
            "list",
            "isolir",
            "isolir",
            "128k/128k",
            false,
            true,
            null,
            null,
            null,
            null,
            1,
            NOW,
            null);
    return new KnownRouter(
        router,
        new HeardRow(7, null, null, null, null, null, null, null, 0, null),
        Optional.empty(),
        new byte[0],
        List.of(),
        0);
  }
}
