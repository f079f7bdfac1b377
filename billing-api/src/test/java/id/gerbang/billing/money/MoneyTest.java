package id.gerbang.billing.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.gerbang.billing.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

  private final ObjectMapper json = Json.mapper();

  @Test
  void is_written_as_text_so_that_no_reader_makes_a_float_of_it() throws JsonProcessingException {
    assertThat(json.writeValueAsString(Money.rupiah(150_000)))
        .isEqualTo("{\"amount\":\"150000\",\"currency\":\"IDR\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "150000",
        "\"150000\"",
        "{\"amount\":\"150000\",\"currency\":\"IDR\"}",
        "{\"amount\":150000}",
        "{\"currency\":\"IDR\",\"amount\":\"150000\"}"
      })
  void is_read_in_each_way_that_a_request_may_say_it(String text) throws JsonProcessingException {
    assertThat(json.readValue(text, Money.class)).isEqualTo(Money.rupiah(150_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.5",
        "150000.0",
        "1e5",
        "\"150.000\"",
        "\"1,500\"",
        "\"\"",
        "\"150000 \"",
        "9223372036854775808",
        "99999999999999999999",
        "true",
        "[150000]",
        "{}",
        "{\"amount\":null}",
        "{\"amount\":1.5}",
        "{\"amount\":1,\"currency\":\"rupiah\"}",
        "{\"amount\":1,\"cents\":50}"
      })
  void nothing_is_rounded_or_guessed(String text) {
    assertThatThrownBy(() -> json.readValue(text, Money.class))
        .isInstanceOf(JsonProcessingException.class);
  }

  @ParameterizedTest
  @CsvSource({"0,Rp 0", "999,Rp 999", "150000,Rp 150.000", "-1500000,Rp -1.500.000"})
  void reads_as_the_trade_writes_it(long amount, String text) {
    assertThat(Money.rupiah(amount).text()).isEqualTo(text);
  }
}
