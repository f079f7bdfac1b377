package id.gerbang.routeros;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.routeros.RouterOsException.Kind;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceTest {

  @ParameterizedTest
  @CsvSource({
    "0x0, 00",
    "0x1, 01",
    "0x7f, 7f",
    "0x80, 8080",
    "0x3fff, bfff",
    "0x4000, c04000",
    "0x1fffff, dfffff",
    "0x200000, e0200000",
    "0xfffffff, efffffff",
    "0x10000000, f010000000",
    "0x7fffffff, f07fffffff"
  })
  void every_length_has_its_prefix_both_ways(String length, String hex) throws IOException {
    int octets = Integer.decode(length);
    assertThat(Sentence.prefix(octets)).asHexString().isEqualToIgnoringCase(hex);
    assertThat(Sentence.length(stream(hex))).isEqualTo(octets);
  }

  @Test
  void a_length_beyond_what_java_counts_in_is_read_and_refused() throws IOException {
    assertThat(Sentence.length(stream("f0ffffffff"))).isEqualTo(0xffffffffL);
    assertThat(refused("f0ffffffff")).isEqualTo(Kind.TOO_MUCH);
  }

  @Test
  void new_login_is_what_the_manual_says() {
    assertThat(Sentence.encode(List.of("/login", "=name=admin", "=password=")))
        .asHexString()
        .isEqualToIgnoringCase("062f6c6f67696e0b3d6e616d653d61646d696e0a3d70617373776f72643d00");
  }

  @Test
  void old_login_answers_the_challenge() {
    assertThat(OldLogin.response(new Password(""), "93b438ec9b80057c06dd9fe67d56aa9a"))
        .isEqualTo("00e134102a9d330dd7b1849fedfea3cb57");
  }

  @Test
  void a_row_keeps_its_order_and_what_stands_after_the_second_equals_sign() throws IOException {
    Sentence sentence = read("!re", ".tag=7", "=b=1=2", "=a=", "=c", "=.id=*1A");
    assertThat(sentence.reply()).isEqualTo("!re");
    assertThat(sentence.tag()).isEqualTo("7");
    assertThat(sentence.row().values().toString()).isEqualTo("{b=1=2, a=, c=, .id=*1A}");
    assertThat(sentence.row().toString()).isEqualTo("Row[b, a, c, .id]");
  }

  @ParameterizedTest
  @CsvSource({
    "4275646920e280a6, Budi …",
    "4a6f73e9, José",
    "80, €",
    "c3a9e9c3a9, éééé",
    "e282, â‚",
    "'', ''"
  })
  void text_is_utf8_and_where_it_is_not_windows_1252(String hex, String text) {
    assertThat(RouterText.of(HexFormat.of().parseHex(hex)))
        .isEqualTo(text.equals("éééé") ? "ééé" : text);
  }

  @Test
  void any_octets_are_some_text() {
    for (int first = 0; first < 256; first++) {
      for (int second = 0; second < 256; second++) {
        assertThat(RouterText.of(new byte[] {(byte) first, (byte) second})).isNotEmpty();
      }
    }
  }

  @Test
  void empty_sentences_between_others_are_passed_over() throws IOException {
    assertThat(Sentence.read(stream("000000" + "0521646f6e6500")).words()).containsExactly("!done");
  }

  @ParameterizedTest
  @ValueSource(strings = {"f8", "ff", "0321726500f8", "05485454502f"})
  void what_is_no_reply_is_told_so(String hex) throws IOException {
    InputStream in = stream(hex);
    if (hex.startsWith("03")) {
      Sentence.read(in);
    }
    assertThatThrownBy(() -> Sentence.read(in))
        .isInstanceOfSatisfying(
            RouterOsException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_UNDERSTOOD));
  }

  @Test
  void a_word_of_256_mb_is_refused_before_it_comes() {
    assertThat(refused("f010000000")).isEqualTo(Kind.TOO_MUCH);
  }

  @Test
  void words_that_add_up_are_bounded_too() {
    assertThat(refused("03217265" + "012b".repeat(Sentence.MOST_WORDS))).isEqualTo(Kind.TOO_MUCH);
    assertThat(refused("03217265" + ("c80000" + "2b".repeat(0x80000)).repeat(2)))
        .isEqualTo(Kind.TOO_MUCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "03", "032172", "03217265", "032172658", "03217265bf"})
  void an_end_within_a_sentence_is_one(String hex) {
    String even = hex.length() % 2 == 0 ? hex : hex + "0";
    assertThatThrownBy(() -> Sentence.read(stream(even))).isInstanceOf(EOFException.class);
  }

  private static Kind refused(String hex) {
    try {
      Sentence.read(stream(hex));
      throw new AssertionError("was read");
    } catch (RouterOsException e) {
      return e.kind();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Sentence read(String... words) throws IOException {
    return Sentence.read(new ByteArrayInputStream(ScriptedRouter.Talk.sentence(words)));
  }

  private static InputStream stream(String hex) {
    return new ByteArrayInputStream(HexFormat.of().parseHex(hex));
  }
}
