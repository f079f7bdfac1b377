package id.gerbang.radius.packet;

/**
 * The one exception for octets that are no RADIUS packet (RFC 2865 §3, §5): constant and without a
 * stack trace, because anybody may send such octets at any rate. Its answer is silence.
 */
public final class MalformedPacketException extends Exception {
  static final MalformedPacketException INSTANCE = new MalformedPacketException();

  private static final long serialVersionUID = 1;

  private MalformedPacketException() {
    super("not a RADIUS packet", null, false, false);
  }
}
