package id.gerbang.radius.packet;

/** The first four octets of a packet: Code, Identifier, Length (RFC 2865 §3). */
final class Header {
  private Header() {}

  static void write(byte[] packet, int length, int code, int identifier) {
    packet[0] = (byte) code;
    packet[1] = (byte) identifier;
    packet[2] = (byte) (length >> 8);
    packet[3] = (byte) length;
  }
}
