package id.gerbang.radius.packet;

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
    return RadiusPacket.read(octets, 0, octets.length);
  }

  /** An Access-Request with a known authenticator, Message-Authenticator first. */
  public static RequestWriter accessRequest(int identifier, String authenticator) {
    return RequestWriter.signedFirst(Code.ACCESS_REQUEST, identifier, octets(authenticator));
  }
}
