package id.gerbang.core.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SealerTest {

  private static final String ROW = "router:12:secret";
  private static final byte[] CLEAR = "testing123".getBytes(StandardCharsets.UTF_8);

  private final Sealer sealer = sealer(1);

  @Test
  void a_sealed_value_opens_in_its_row() {
    assertThat(sealer.open(sealer.seal(CLEAR, ROW), ROW)).isEqualTo(CLEAR);
    assertThat(sealer.open(sealer.seal(new byte[0], ROW), ROW)).isEmpty();
  }

  @Test
  void the_same_value_never_looks_the_same_twice_and_never_like_itself() {
    byte[] sealed = sealer.seal(CLEAR, ROW);
    assertThat(sealed).isNotEqualTo(sealer.seal(CLEAR, ROW));
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("testing123");
  }

  @Test
  void moved_to_another_row_it_does_not_open() {
    byte[] sealed = sealer.seal(CLEAR, ROW);
    assertThatThrownBy(() -> sealer.open(sealed, "router:13:secret"))
        .isInstanceOf(SealException.class)
        .hasMessageContaining("router:13:secret")
        .hasMessageContaining("moved from another row");
  }

  @Test
  void under_another_key_it_says_so() {
    byte[] sealed = sealer.seal(CLEAR, ROW);
    assertThatThrownBy(() -> sealer(2).open(sealed, ROW))
        .isInstanceOf(SealException.class)
        .hasMessageContaining("needs another key file");
  }

  @Test
  void each_flipped_bit_and_each_missing_octet_is_noticed() {
    byte[] sealed = sealer.seal(CLEAR, ROW);
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] damaged = sealed.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> sealer.open(damaged, ROW)).isInstanceOf(SealException.class);
    }
    for (int length = 0; length < sealed.length; length++) {
      byte[] shorter = Arrays.copyOf(sealed, length);
      assertThatThrownBy(() -> sealer.open(shorter, ROW)).isInstanceOf(SealException.class);
    }
  }

  @Test
  void the_fingerprint_tells_keys_apart_and_tells_nothing_of_them() {
    assertThat(sealer.fingerprint())
        .isEqualTo(sealer(1).fingerprint())
        .isNotEqualTo(sealer(2).fingerprint())
        .doesNotContain(HexFormat.of().formatHex(key(1)));
    assertThat(sealer.toString()).doesNotContain(HexFormat.of().formatHex(key(1)));
    assertThat(sealer.derive("class"))
        .hasSize(32)
        .isEqualTo(sealer(1).derive("class"))
        .isNotEqualTo(sealer.derive("try"))
        .isNotEqualTo(sealer(2).derive("class"));
  }

  private static Sealer sealer(int number) {
    return new Sealer(key(number));
  }

  private static byte[] key(int number) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) number);
    return key;
  }
}
