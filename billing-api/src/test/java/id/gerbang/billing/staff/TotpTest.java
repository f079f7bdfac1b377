package id.gerbang.billing.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

  private static final byte[] RFC = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void rfc_6238_appendix_b(long seconds, String lastSixDigits) {
    assertThat(Totp.code(RFC, Instant.ofEpochSecond(seconds))).isEqualTo(lastSixDigits);
  }

  @Test
  void a_code_is_of_its_step_for_one_step_more_and_less() {
    for (long now : new long[] {60, 90, 119, 149}) {
      assertThat(Totp.step(RFC, Totp.code(RFC, Instant.ofEpochSecond(90)), at(now))).hasValue(3);
    }
    assertThat(Totp.step(RFC, Totp.code(RFC, Instant.ofEpochSecond(90)), at(150))).isEmpty();
    assertThat(Totp.step(RFC, Totp.code(RFC, Instant.ofEpochSecond(90)), at(59))).isEmpty();
    assertThat(Totp.step(RFC, "", at(90))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "f, MY",
    "fo, MZXQ",
    "foo, MZXW6",
    "foob, MZXW6YQ",
    "fooba, MZXW6YTB",
    "foobar, MZXW6YTBOI"
  })
  void rfc_4648_section_10(String text, String base32) {
    assertThat(Totp.base32(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(base32);
  }

  private static Instant at(long seconds) {
    return Instant.ofEpochSecond(seconds);
  }
}
