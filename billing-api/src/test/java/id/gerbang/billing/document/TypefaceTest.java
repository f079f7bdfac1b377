package id.gerbang.billing.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypefaceTest {

  private static Typeface typeface;

  @BeforeAll
  static void open() throws IOException {
    typeface = new Typeface();
  }

  @AfterAll
  static void close() {
    typeface.close();
  }

  @ParameterizedTest
  @CsvSource({
    "Nur Aini, Nur Aini",
    "José – Müller €, José – Müller €",
    "Łukasz Dvořák, Łukasz Dvořák",
    "e\u0301, é",
    "ｆｉber, fiber",
    "a\u00a0b\tc, a b c",
    "a\u0000b\u00adc, abc",
    "陳 😀, ? ?"
  })
  void what_it_lacks_is_said_by_other_letters(String text, String onPaper) {
    assertThat(typeface.writable(text)).isEqualTo(onPaper);
  }
}
