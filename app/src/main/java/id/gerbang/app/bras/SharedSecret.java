package id.gerbang.app.bras;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret between router and server, and all that is computed with it. */
final class SharedSecret {

  private static final byte[] NO_AUTHENTICATOR = new byte[16];

  private final byte[] secret;

  SharedSecret(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  /** The authenticator of an Accounting, CoA or Disconnect-Request (RFC 2866 §3, RFC 5176 §3). */
  byte[] requestAuthenticator(byte[] packet) {
    return responseAuthenticator(packet, NO_AUTHENTICATOR);
  }

  /** The authenticator of a reply to the request with the given one (RFC 2865 §3). */
  byte[] responseAuthenticator(byte[] packet, byte[] requestAuthenticator) {
    return md5(withAuthenticator(packet, requestAuthenticator), secret);
  }

  /**
   * The Message-Authenticator of an Access-Request, or of a reply to one, hashed over the
   * authenticator of the request (RFC 3579 §3.2).
   */
  byte[] messageAuthenticator(byte[] packet, byte[] requestAuthenticator) {
    byte[] hashed = withAuthenticator(packet, requestAuthenticator);
    int at = messageAuthenticatorAt(hashed);
    Arrays.fill(hashed, at, at + 16, (byte) 0);
    try {
      Mac hmac = Mac.getInstance("HmacMD5");
      hmac.init(new SecretKeySpec(secret, "HmacMD5"));
      return hmac.doFinal(hashed);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no HmacMD5", missing);
    }
  }

  /** The Message-Authenticator of an Accounting, CoA or Disconnect-Request. */
  byte[] messageAuthenticator(byte[] packet) {
    return messageAuthenticator(packet, NO_AUTHENTICATOR);
  }

  /** Whether a CoA or Disconnect-Request was written by somebody who knows the secret. */
  boolean isGenuineRequest(Packet request) {
    return MessageDigest.isEqual(request.authenticator(), requestAuthenticator(request.bytes()))
        && isMessageAuthenticatorRight(request, NO_AUTHENTICATOR);
  }

  /** Whether a reply answers the request with this authenticator, from one who knows the secret. */
  boolean isGenuineReply(Packet reply, byte[] requestAuthenticator) {
    byte[] expected = responseAuthenticator(reply.bytes(), requestAuthenticator);
    return MessageDigest.isEqual(reply.authenticator(), expected)
        && isMessageAuthenticatorRight(reply, requestAuthenticator);
  }

  private boolean isMessageAuthenticatorRight(Packet packet, byte[] requestAuthenticator) {
    return packet
        .attributes()
        .first(AttributeType.MESSAGE_AUTHENTICATOR)
        .map(Attribute::value)
        .map(
            received ->
                MessageDigest.isEqual(
                    received, messageAuthenticator(packet.bytes(), requestAuthenticator)))
        .orElse(true);
  }

  /** Hides a password in User-Password (RFC 2865 §5.2). */
  byte[] hidePassword(byte[] password, byte[] requestAuthenticator) {
    int blocks = Math.max(1, (password.length + 15) / 16);
    byte[] hidden = Arrays.copyOf(password, blocks * 16);
    byte[] chain = requestAuthenticator;
    for (int at = 0; at < hidden.length; at += 16) {
      xor(hidden, at, md5(secret, chain));
      chain = Arrays.copyOfRange(hidden, at, at + 16);
    }
    return hidden;
  }

  /** Undoes the hiding of User-Password; also that of MS-CHAP-MPPE-Keys (RFC 2548 §2.4.1). */
  byte[] reveal(byte[] hidden, byte[] seed) {
    byte[] plain = hidden.clone();
    byte[] chain = seed;
    for (int at = 0; at + 16 <= hidden.length; at += 16) {
      xor(plain, at, md5(secret, chain));
      chain = Arrays.copyOfRange(hidden, at, at + 16);
    }
    return plain;
  }

  /** The key in MS-MPPE-Send-Key or -Recv-Key (RFC 2548 §2.4.2); of no length when malformed. */
  byte[] revealKey(byte[] value, byte[] requestAuthenticator) {
    if (value.length < 18 || (value.length - 2) % 16 != 0 || value[0] >= 0) {
      return new byte[0];
    }
    byte[] salt = Arrays.copyOf(value, 2);
    byte[] plain =
        reveal(
            Arrays.copyOfRange(value, 2, value.length),
            ByteBuffer.allocate(18).put(requestAuthenticator).put(salt).array());
    int length = Byte.toUnsignedInt(plain[0]);
    return length < plain.length ? Arrays.copyOfRange(plain, 1, 1 + length) : new byte[0];
  }

  private static void xor(byte[] target, int at, byte[] mask) {
    for (int i = 0; i < mask.length; i++) {
      target[at + i] ^= mask[i];
    }
  }

  private static byte[] withAuthenticator(byte[] packet, byte[] authenticator) {
    byte[] copy = packet.clone();
    System.arraycopy(authenticator, 0, copy, 4, 16);
    return copy;
  }

  private static int messageAuthenticatorAt(byte[] packet) {
    int at = Packet.HEADER_LENGTH;
    while (packet[at] != AttributeType.MESSAGE_AUTHENTICATOR.number()) {
      at += Byte.toUnsignedInt(packet[at + 1]);
    }
    return at + 2;
  }

  static byte[] md5(byte[]... parts) {
    return digest("MD5", parts);
  }

  static byte[] sha1(byte[]... parts) {
    return digest("SHA-1", parts);
  }

  private static byte[] digest(String algorithm, byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no " + algorithm, missing);
    }
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
