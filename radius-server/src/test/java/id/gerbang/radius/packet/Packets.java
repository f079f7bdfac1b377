package id.gerbang.radius.packet;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Packets of the tests, from hex as RFCs and captures print it: wrapped, with spaces. */
public final class Packets {
  private Packets() {}

  public static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
  }

  public static RadiusPacket packet(String hex) throws MalformedPacketException {
    return packet(octets(hex));
  }

  public static RadiusPacket packet(byte[] octets) throws MalformedPacketException {
    return RadiusPacket.read(octets, octets.length);
  }

  /** What is hidden under the secret, from a first vector on (RFC 2865 §5.2, RFC 2548 §2.4.2). */
  public static byte[] revealed(Secret secret, byte[] vector, byte[] hidden) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      byte[] clear = hidden.clone();
      byte[] before = vector;
      for (int at = 0; at < hidden.length; at += 16) {
        md5.update(secret.toByteArray());
        byte[] mask = md5.digest(before);
        for (int i = 0; i < 16; i++) {
          clear[at + i] ^= mask[i];
        }
        before = Arrays.copyOfRange(hidden, at, at + 16);
      }
      return clear;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** An Access-Request with a known authenticator, Message-Authenticator first. */
  public static RequestWriter accessRequest(int identifier, String authenticator) {
    return RequestWriter.signedFirst(Code.ACCESS_REQUEST, identifier, octets(authenticator));
  }
}
