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
  static void hide(Secret secret, byte[] authenticator, byte[] value) {
    hide(secret, authenticator, 0, value, 0);
  }

  /**
   * Hides whole blocks in place, from {@code from} on, for the answer to a request; what stands
   * before them is their salt.
   */
  public static void hide(Secret secret, RadiusPacket request, byte[] value, int from) {
    hide(secret, request.octets(), RadiusPacket.AUTHENTICATOR_AT, value, from);
  }

  private static void hide(
      Secret secret, byte[] authenticator, int authenticatorAt, byte[] value, int from) {
    startMask(secret)
        .update(authenticator, authenticatorAt, RadiusPacket.AUTHENTICATOR_SIZE)
        .update(value, 0, from)
        .finishOnto(value, from);
    for (int at = from + BLOCK_SIZE; at < value.length; at += BLOCK_SIZE) {
      startMask(secret).update(value, at - BLOCK_SIZE, BLOCK_SIZE).finishOnto(value, at);
    }
  }

  /** Reveals what a request hides, in place: the first {@code size} octets, whole blocks. */
  public static void reveal(Secret secret, RadiusPacket request, byte[] value, int size) {
    // A block's mask depends on the hidden block before it, so the last is revealed first.
    for (int at = size - BLOCK_SIZE; at > 0; at -= BLOCK_SIZE) {
      startMask(secret).update(value, at - BLOCK_SIZE, BLOCK_SIZE).finishOnto(value, at);
    }
    startMask(secret)
        .update(request.octets(), RadiusPacket.AUTHENTICATOR_AT, RadiusPacket.AUTHENTICATOR_SIZE)
        .finishOnto(value, 0);
  }

  private static Md5 startMask(Secret secret) {
    Md5 md5 = Md5.ofThread();
    secret.addTo(md5);
    return md5;
  }
}
