package id.gerbang.billing.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountInWordsTest {

  @ParameterizedTest
  @CsvSource({
    "0, nol, zero",
    "1, satu, one",
    "10, sepuluh, ten",
    "11, sebelas, eleven",
    "12, dua belas, twelve",
    "19, sembilan belas, nineteen",
    "20, dua puluh, twenty",
    "21, dua puluh satu, twenty-one",
    "100, seratus, one hundred",
    "101, seratus satu, one hundred one",
    "111, seratus sebelas, one hundred eleven",
    "200, dua ratus, two hundred",
    "999, sembilan ratus sembilan puluh sembilan, nine hundred ninety-nine",
    "1000, seribu, one thousand",
    "1001, seribu satu, one thousand one",
    "1100, seribu seratus, one thousand one hundred",
    "2000, dua ribu, two thousand",
    "11000, sebelas ribu, eleven thousand",
    "21000, dua puluh satu ribu, twenty-one thousand",
    "100000, seratus ribu, one hundred thousand",
    "101000, seratus satu ribu, one hundred one thousand",
    "166500, seratus enam puluh enam ribu lima ratus, one hundred sixty-six thousand five hundred",
    "1000000, satu juta, one million",
    "1001000, satu juta seribu, one million one thousand",
    "1500000, satu juta lima ratus ribu, one million five hundred thousand",
    "1000000000, satu miliar, one billion",
    "1000000000000, satu triliun, one trillion"
  })
  void amounts_are_said_as_people_say_them(long amount, String indonesian, String english) {
    assertThat(AmountInWords.of(amount, new Locale("id"))).isEqualTo(indonesian);
    assertThat(AmountInWords.of(amount, Locale.ENGLISH)).isEqualTo(english);
    assertThat(AmountInWords.rupiah(amount, new Locale("id"))).isEqualTo(indonesian + " rupiah");
  }

  @Test
  void the_longest_has_words_too_and_less_than_nothing_none() {
    assertThat(AmountInWords.of(Long.MAX_VALUE, new Locale("id")))
        .startsWith("sembilan kuintiliun dua ratus dua puluh tiga kuadriliun")
        .endsWith("delapan ratus tujuh");
    assertThatThrownBy(() -> AmountInWords.of(-1, Locale.ENGLISH))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
