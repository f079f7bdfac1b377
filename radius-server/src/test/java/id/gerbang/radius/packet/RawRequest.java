package id.gerbang.radius.packet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** A request that may break any rule of form, and is signed all the same. */
public final class RawRequest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final AtomicInteger IDENTIFIER = new AtomicInteger();

  private final byte[] authenticator = new byte[RadiusPacket.AUTHENTICATOR_SIZE];
  private byte[] packet = new byte[RadiusPacket.ATTRIBUTES_AT];
  private int signatureAt = RadiusPacket.ABSENT;

  private RawRequest(int code) {
    packet[0] = (byte) code;
    packet[1] = (byte) IDENTIFIER.getAndIncrement();
    if (code != Code.ACCOUNTING_REQUEST) {
      RANDOM.nextBytes(authenticator);
    }
  }

  public static RawRequest of(int code) {
    return new RawRequest(code);
  }

  /** Octets as they are, sound or not. */
  public RawRequest hex(String hex) {
    return append(Packets.octets(hex));
  }

  public RawRequest octets(int type, byte[] value) {
    append(new byte[] {(byte) type, (byte) (2 + value.length)});
    return append(value);
  }

  public RawRequest text(int type, String text) {
    return octets(type, text.getBytes(UTF_8));
  }

  public RawRequest integer(int type, int value) {
    return octets(
        type,
        new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value});
  }

  public RawRequest pap(String password, Secret secret) {
    byte[] hidden = Arrays.copyOf(password.getBytes(UTF_8), (password.length() + 15) / 16 * 16);
    SecretCipher.hide(secret, authenticator, hidden);
    return octets(Attribute.USER_PASSWORD, hidden);
  }

  public RawRequest chap(String password) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update((byte) 1);
      md5.update(password.getBytes(UTF_8));
      byte[] response = md5.digest(authenticator);
      byte[] value = new byte[17];
      value[0] = 1;
      System.arraycopy(response, 0, value, 1, 16);
      return octets(Attribute.CHAP_PASSWORD, value);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** A Message-Authenticator here. */
  public RawRequest signature() {
    signatureAt = packet.length + 2;
    return octets(Attribute.MESSAGE_AUTHENTICATOR, new byte[RadiusPacket.AUTHENTICATOR_SIZE]);
  }

  public byte[] finish(Secret secret) {
    Header.write(packet, packet.length, packet[0] & 0xff, packet[1] & 0xff);
    System.arraycopy(
        authenticator, 0, packet, RadiusPacket.AUTHENTICATOR_AT, RadiusPacket.AUTHENTICATOR_SIZE);
    Authenticators.signRequest(packet, signatureAt, secret);
    return packet;
  }

  private RawRequest append(byte[] octets) {
    int at = packet.length;
    packet = Arrays.copyOf(packet, at + octets.length);
    System.arraycopy(octets, 0, packet, at, octets.length);
    return this;
  }
}
