package id.gerbang.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "user3067          | user3067",
        "103.245.179.46/29 | 103.245.179.46/29",
        "two words         | \"two words\"",
        "a\"b              | \"a\\\"b\"",
        "a\\b              | \"a\\\\b\"",
        "$pass             | \"\\$pass\"",
        "why?              | \"why\\3F\"",
        "x;/user           | \"x;/user\"",
        "[/system reboot]  | \"[/system reboot]\"",
        "#1                | \"#1\"",
        "-                 | \"-\"",
        "''                | \"\"",
      })
  void what_a_terminal_could_take_for_syntax_is_quoted(String value, String written) {
    assertThat(CommandText.value(value)).isEqualTo(written);
  }

  @Test
  void a_line_s_end_in_a_value_ends_no_command() {
    assertThat(CommandText.value("a\r\n/system reset-configuration"))
        .isEqualTo("\"a\\0D\\0A/system reset-configuration\"");
  }
}
