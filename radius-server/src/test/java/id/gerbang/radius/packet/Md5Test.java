package id.gerbang.radius.packet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the suite of RFC 1321, appendix A.5, and the JDK's own digest. */
class Md5Test {

  private final Md5 md5 = new Md5();

  @ParameterizedTest
  @CsvSource({
    "'', d41d8cd98f00b204e9800998ecf8427e",
    "a, 0cc175b9c0f1b6a831c399e269772661",
    "abc, 900150983cd24fb0d6963f7d28e17f72",
    "message digest, f96b697d7cb7938d525a2f31aaf161d0",
    "abcdefghijklmnopqrstuvwxyz, c3fcd3d76192e4007dfb496cca67e13b",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789,"
        + " d174ab98d277d9f5a5611c2c9f419d9f",
    "12345678901234567890123456789012345678901234567890123456789012345678901234567890,"
        + " 57edf4a22be3c955ac49da2e2107b67a"
  })
  void digests_the_rfcs_own_messages(String message, String digest) {
    assertThat(hex(md5.start().update(message.getBytes(US_ASCII)))).isEqualTo(digest);
  }

  @Test
  void equals_the_jdks_for_any_length_in_any_pieces() throws Exception {
    Random random = new Random(1321);
    MessageDigest jdk = MessageDigest.getInstance("MD5");
    for (int length = 0; length < 300; length++) {
      byte[] message = new byte[length];
      random.nextBytes(message);
      md5.start();
      for (int at = 0; at < length; ) {
        int size = Math.min(length - at, 1 + random.nextInt(90));
        md5.update(message, at, size);
        at += size;
      }
      assertThat(hex(md5)).isEqualTo(HexFormat.of().formatHex(jdk.digest(message)));
    }
  }

  @Test
  void goes_on_from_where_it_was() {
    byte[] pad = new byte[64];
    Md5.State afterPad = md5.start().update(pad).state();
    String whole = hex(md5.start().update(pad).update(new byte[] {1, 2, 3}));

    assertThat(hex(md5.start(afterPad).update(new byte[] {1, 2, 3}))).isEqualTo(whole);
  }

  private static String hex(Md5 md5) {
    byte[] digest = new byte[Md5.SIZE];
    md5.finish(digest, 0);
    return HexFormat.of().formatHex(digest);
  }
}
