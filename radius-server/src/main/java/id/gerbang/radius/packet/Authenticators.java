package id.gerbang.radius.packet;

/**
 * The checksums under the shared secret that prove who sent a packet: Request and Response
 * Authenticator (RFC 2865 §3, RFC 2866 §3, RFC 5176 §2.3) and Message-Authenticator (RFC 3579
 * §3.2). All are compared in constant time.
 */
public final class Authenticators {
  private static final byte[] ZEROES = new byte[RadiusPacket.AUTHENTICATOR_SIZE];

  private Authenticators() {}

  /** What a packet's Message-Authenticator says of it. */
  public enum MessageAuthenticator {
    ABSENT,
    GENUINE,
    FORGED
  }

  /**
   * Whether the Request Authenticator of an Accounting-, CoA- or Disconnect-Request is its
   * checksum. That of an Access-Request or Status-Server is random and proves nothing: they pass.
   */
  public static boolean isRequestGenuine(RadiusPacket request, Secret secret) {
    if (Code.hasRandomAuthenticator(request.code())) {
      return true;
    }
    return digest(request.octets(), request.length(), ZEROES, 0, secret)
        .finishesAs(request.octets(), RadiusPacket.AUTHENTICATOR_AT);
  }

  /** What the Message-Authenticator of a received request says. */
  public static MessageAuthenticator checkMessageAuthenticator(
      RadiusPacket request, Secret secret) {
    return Code.hasRandomAuthenticator(request.code())
        ? checkMessageAuthenticator(
            request, request.octets(), RadiusPacket.AUTHENTICATOR_AT, secret)
        : checkMessageAuthenticator(request, ZEROES, 0, secret);
  }

  /**
   * Whether {@code reply} answers {@code sent}, a request of ours as it went out: its code and
   * Identifier fit, its Response Authenticator is right, and its Message-Authenticator, if any.
   */
  public static boolean isReplyGenuine(RadiusPacket reply, byte[] sent, Secret secret) {
    if (reply.identifier() != (sent[1] & 0xff) || !Code.answers(reply.code(), sent[0] & 0xff)) {
      return false;
    }
    return digest(reply.octets(), reply.length(), sent, RadiusPacket.AUTHENTICATOR_AT, secret)
            .finishesAs(reply.octets(), RadiusPacket.AUTHENTICATOR_AT)
        && checkMessageAuthenticator(reply, sent, RadiusPacket.AUTHENTICATOR_AT, secret)
            != MessageAuthenticator.FORGED;
  }

  /**
   * Signs the reply at the beginning of {@code packet}, Message-Authenticator (if it has room for
   * one) first.
   */
  static void signReply(
      byte[] packet, int length, int messageAuthenticatorAt, RadiusPacket request, Secret secret) {
    byte[] authenticator = request.octets();
    int at = RadiusPacket.AUTHENTICATOR_AT;
    if (messageAuthenticatorAt != RadiusPacket.ABSENT) {
      hmac(packet, length, messageAuthenticatorAt, authenticator, at, secret)
          .finish(packet, messageAuthenticatorAt);
    }
    digest(packet, length, authenticator, at, secret).finish(packet, at);
  }

  /**
   * Signs the request in {@code packet}, whose random authenticator, if its code has one, is in.
   */
  static void signRequest(byte[] packet, int messageAuthenticatorAt, Secret secret) {
    boolean random = Code.hasRandomAuthenticator(packet[0] & 0xff);
    if (messageAuthenticatorAt != RadiusPacket.ABSENT) {
      byte[] authenticator = random ? packet : ZEROES;
      int at = random ? RadiusPacket.AUTHENTICATOR_AT : 0;
      hmac(packet, packet.length, messageAuthenticatorAt, authenticator, at, secret)
          .finish(packet, messageAuthenticatorAt);
    }
    if (!random) {
      digest(packet, packet.length, ZEROES, 0, secret)
          .finish(packet, RadiusPacket.AUTHENTICATOR_AT);
    }
  }

  private static MessageAuthenticator checkMessageAuthenticator(
      RadiusPacket packet, byte[] authenticator, int authenticatorAt, Secret secret) {
    int at = packet.messageAuthenticatorAt();
    if (at == RadiusPacket.ABSENT) {
      return MessageAuthenticator.ABSENT;
    }
    return hmac(packet.octets(), packet.length(), at, authenticator, authenticatorAt, secret)
            .finishesAs(packet.octets(), at)
        ? MessageAuthenticator.GENUINE
        : MessageAuthenticator.FORGED;
  }

  /** MD5 over the packet with the given authenticator in its place, and the secret. */
  private static Md5 digest(
      byte[] packet, int length, byte[] authenticator, int authenticatorAt, Secret secret) {
    Md5 md5 = Md5.ofThread();
    md5.update(packet, 0, RadiusPacket.AUTHENTICATOR_AT);
    md5.update(authenticator, authenticatorAt, RadiusPacket.AUTHENTICATOR_SIZE);
    md5.update(packet, RadiusPacket.ATTRIBUTES_AT, length - RadiusPacket.ATTRIBUTES_AT);
    secret.addTo(md5);
    return md5;
  }

  /** HMAC-MD5 over the packet with the given authenticator, and zeroes for the value at valueAt. */
  private static Md5 hmac(
      byte[] packet,
      int length,
      int valueAt,
      byte[] authenticator,
      int authenticatorAt,
      Secret secret) {
    int valueEnd = valueAt + RadiusPacket.AUTHENTICATOR_SIZE;
    Md5 md5 = secret.startHmac();
    md5.update(packet, 0, RadiusPacket.AUTHENTICATOR_AT);
    md5.update(authenticator, authenticatorAt, RadiusPacket.AUTHENTICATOR_SIZE);
    md5.update(packet, RadiusPacket.ATTRIBUTES_AT, valueAt - RadiusPacket.ATTRIBUTES_AT);
    md5.update(ZEROES);
    md5.update(packet, valueEnd, length - valueEnd);
    return secret.endHmac(md5);
  }
}
