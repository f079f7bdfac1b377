package id.gerbang.radius.packet;

/**
 * The stream of MD5 blocks under which RADIUS hides passwords and keys: User-Password (RFC 2865
 * §5.2), MS-MPPE-Send-Key and -Recv-Key (RFC 2548 §2.4.2), MS-CHAP-MPPE-Keys (§2.4.1). They differ
 * in the first vector only: the Request Authenticator, followed by the salt where there is one.
 */
public final class SecretCipher {
  public static final int BLOCK_SIZE = Md5.SIZE;

  private SecretCipher() {}

  /** Hides {@code value}, whole blocks, in place. */
  public static void hide(Secret secret, byte[] vector, byte[] value) {
    byte[] mask = new byte[BLOCK_SIZE];
    for (int at = 0; at < value.length; at += BLOCK_SIZE) {
      mask(secret, vector, value, at, mask);
      xor(value, at, mask);
    }
  }

  /** Reveals {@code value}, whole blocks, in place. */
  public static void reveal(Secret secret, byte[] vector, byte[] value) {
    byte[] mask = new byte[BLOCK_SIZE];
    // A block's mask depends on the hidden block before it, so the last is revealed first.
    for (int at = value.length - BLOCK_SIZE; at >= 0; at -= BLOCK_SIZE) {
      mask(secret, vector, value, at, mask);
      xor(value, at, mask);
    }
  }

  private static void mask(Secret secret, byte[] vector, byte[] value, int at, byte[] mask) {
    Md5 md5 = Digests.md5();
    secret.addTo(md5);
    if (at == 0) {
      md5.update(vector);
    } else {
      md5.update(value, at - BLOCK_SIZE, BLOCK_SIZE);
    }
    md5.finish(mask, 0);
  }

  private static void xor(byte[] value, int at, byte[] mask) {
    for (int i = 0; i < BLOCK_SIZE; i++) {
      value[at + i] ^= mask[i];
    }
  }
}
