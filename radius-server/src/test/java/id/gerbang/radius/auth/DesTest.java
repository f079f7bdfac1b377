package id.gerbang.radius.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class DesTest {

  @Test
  void every_response_is_what_the_jdk_says() throws Exception {
    Random random = new Random(46_3);
    Cipher jdk = Cipher.getInstance("DES/ECB/NoPadding");
    for (int i = 0; i < 2_000; i++) {
      byte[] hash = new byte[16];
      byte[] challenge = new byte[8];
      random.nextBytes(hash);
      random.nextBytes(challenge);

      byte[] response = Des.challengeResponse(hash, challenge);

      byte[] padded = Arrays.copyOf(hash, 21);
      for (int third = 0; third < 3; third++) {
        jdk.init(Cipher.ENCRYPT_MODE, withParity(padded, 7 * third));
        assertThat(Arrays.copyOfRange(response, 8 * third, 8 * third + 8))
            .isEqualTo(jdk.doFinal(challenge));
      }
    }
  }

  @Test
  void a_response_is_recognised_and_no_other_bit_for_bit() {
    byte[] hash = new byte[16];
    byte[] challenge = new byte[8];
    new Random(46_4).nextBytes(hash);
    byte[] claimed = new byte[26];
    System.arraycopy(Des.challengeResponse(hash, challenge), 0, claimed, 2, 24);

    assertThat(Des.isChallengeResponse(hash, challenge, claimed, 2)).isTrue();
    for (int bit = 0; bit < 8 * 24; bit++) {
      byte[] changed = claimed.clone();
      changed[2 + bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(Des.isChallengeResponse(hash, challenge, changed, 2)).isFalse();
    }
  }

  private static SecretKeySpec withParity(byte[] from, int at) {
    byte[] key = new byte[8];
    for (int bit = 0; bit < 56; bit++) {
      if ((from[at + bit / 8] & 0x80 >> bit % 8) != 0) {
        key[bit / 7] |= (byte) (0x80 >> bit % 7);
      }
    }
    return new SecretKeySpec(key, "DES");
  }
}
