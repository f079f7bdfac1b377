package id.gerbang.radius.converge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTextTest {

  @ParameterizedTest
  @CsvSource({
    "5M/10M, 5000000, 10000000, true",
    "5M/10M, 10000000, 5000000, false",
    "512k/1M, 512000, 1000000, true",
    "2M, 2000000, 2000000, true",
    "2M, 2000000, 2000001, false",
    "1G/2500000, 1000000000, 2500000, true",
    "5M/10M 6M/12M 4M/8M 8/8 8 1M/1M, 5000000, 10000000, true",
    "0/0, 0, 0,",
    "viel, 1, 1,",
    "1/2/3, 1, 2,",
    "'', 1, 1,",
  })
  void a_text_is_compared_by_its_first_pair(String text, long up, long down, Boolean agrees) {
    assertThat(RateText.agrees(text, new Sight.Queue(Instant.EPOCH, up, down)).orElse(null))
        .isEqualTo(agrees);
  }
}
