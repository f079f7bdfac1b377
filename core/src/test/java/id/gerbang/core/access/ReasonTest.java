package id.gerbang.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReasonTest {

  private static final Locale INDONESIAN = Locale.forLanguageTag("id");

  @ParameterizedTest
  @ValueSource(strings = {"reasons.properties", "reasons_id.properties"})
  void each_language_has_words_for_every_reason_and_for_nothing_else(String file)
      throws IOException {
    Properties words = new Properties();
    try (Reader reader =
        new InputStreamReader(Reason.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
      words.load(reader);
    }
    assertThat(words.stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Reason.values()).map(Reason::name).toList());
    assertThat(words.values()).allSatisfy(text -> assertThat((String) text).isNotBlank());
  }

  @Test
  void english_stays_english_on_an_indonesian_machine() {
    Locale machine = Locale.getDefault();
    try {
      Locale.setDefault(INDONESIAN);
      assertThat(Reason.EXPIRED.words(Locale.ENGLISH))
          .isEqualTo("Refused because the paid period is over.");
      assertThat(Reason.EXPIRED.words(INDONESIAN)).isEqualTo("Ditolak karena masa aktif habis.");
    } finally {
      Locale.setDefault(machine);
    }
  }

  @Test
  void only_the_walled_garden_counts_as_isolated() {
    assertThat(Arrays.stream(Reason.values()).filter(Reason::isolated))
        .allMatch(reason -> reason.name().startsWith("ISOLATED_"))
        .hasSize(4);
    assertThat(Arrays.stream(Reason.values()).filter(Reason::narrowed))
        .filteredOn(reason -> !reason.isolated())
        .containsExactly(Reason.SLOWED_UNPAID, Reason.THROTTLED_QUOTA);
  }
}
