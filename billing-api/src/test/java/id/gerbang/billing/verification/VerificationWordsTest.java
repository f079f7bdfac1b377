package id.gerbang.billing.verification;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.verification.Check.Result;
import id.gerbang.billing.verification.Check.Side;
import id.gerbang.billing.verification.Check.Step;
import id.gerbang.billing.verification.Check.Why;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes of a verification can be said, in both languages. */
class VerificationWordsTest {

  @ParameterizedTest
  @ValueSource(strings = {"id", "en"})
  void every_check_has_words_and_says_what_to_do(String language) {
    VerificationWords words = new VerificationWords(Locale.forLanguageTag(language));
    for (Step step : Step.values()) {
      for (Why why : Why.values()) {
        for (Result result : Result.values()) {
          Check check = new Check(step, result, Side.POP, why, "lihat", "mau");
          assertThat(words.words(check)).doesNotContain("%", "  ");
          if (!check.hasPassed()) {
            assertThat(words.next(check)).isNotBlank().doesNotContain("%");
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "en"})
  void every_verdict_has_words_for_every_side(String language) {
    VerificationWords words = new VerificationWords(Locale.forLanguageTag(language));
    for (Verdict.Kind kind : Verdict.Kind.values()) {
      for (Side side : Side.values()) {
        assertThat(words.words(row(kind, side), Optional.empty())).isNotBlank().doesNotContain("%");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "en"})
  void what_is_only_unknown_is_not_told_as_a_fault_to_mend(String language) {
    VerificationWords words = new VerificationWords(Locale.forLanguageTag(language));
    Check untold = Check.unknown(Step.EOIP_RUNNING, Why.NOT_TOLD, "");
    Check unbelieved = Check.unknown(Step.EOIP_RUNNING, Why.NO_KEEPALIVE, "USER-3067");
    assertThat(words.next(untold)).contains("API");
    assertThat(words.next(unbelieved)).contains("10s,10");
  }

  private static VerificationRow row(Verdict.Kind kind, Side side) {
    return new VerificationRow(
        1,
        1,
        Instant.EPOCH,
        "staff:joko",
        false,
        null,
        null,
        kind.code(),
        side.code(),
        null,
        "[]",
        List.of(),
        List.of());
  }
}
