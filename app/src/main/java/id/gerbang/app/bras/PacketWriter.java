package id.gerbang.app.bras;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** A packet being written; one of the three {@code seal} methods makes it ready to send. */
final class PacketWriter {

  private static final int MAX_VALUE_LENGTH = 253;

  private final int code;
  private final int identifier;
  private final ByteArrayOutputStream attributes = new ByteArrayOutputStream();
  private int messageAuthenticatorAt;

  PacketWriter(int code, int identifier) {
    this.code = code;
    this.identifier = identifier;
  }

  PacketWriter octets(AttributeType type, byte[] value) {
    return add(Attribute.octets(type, value));
  }

  PacketWriter text(AttributeType type, String value) {
    return add(Attribute.text(type, value));
  }

  PacketWriter integer(AttributeType type, long value) {
    return add(Attribute.integer(type, value));
  }

  PacketWriter address(AttributeType type, InetAddress value) {
    return add(Attribute.address(type, value));
  }

  PacketWriter addAll(Iterable<Attribute> added) {
    added.forEach(this::add);
    return this;
  }

  PacketWriter add(Attribute attribute) {
    byte[] value = attribute.value();
    if (attribute.vendor() == Vendor.NONE) {
      return write(attribute.number(), value);
    }
    return write(
        AttributeType.VENDOR_SPECIFIC.number(),
        ByteBuffer.allocate(6 + value.length)
            .putInt(attribute.vendor())
            .put((byte) attribute.number())
            .put((byte) (2 + value.length))
            .put(value)
            .array());
  }

  /** Puts Message-Authenticator at this place; sealing fills it in. */
  PacketWriter messageAuthenticator() {
    messageAuthenticatorAt = Packet.HEADER_LENGTH + attributes.size() + 2;
    return octets(AttributeType.MESSAGE_AUTHENTICATOR, new byte[16]);
  }

  private PacketWriter write(int number, byte[] value) {
    if (value.length > MAX_VALUE_LENGTH) {
      throw new IllegalArgumentException(
          "attribute " + number + " has " + value.length + " octets, 253 fit");
    }
    attributes.write(number);
    attributes.write(2 + value.length);
    attributes.writeBytes(value);
    return this;
  }

  /** An Access-Request, whose authenticator is random (RFC 2865 §3). */
  byte[] sealAccessRequest(SharedSecret secret, byte[] authenticator) {
    byte[] packet = unsealed();
    setAuthenticator(packet, authenticator);
    fillMessageAuthenticator(packet, secret, authenticator);
    return packet;
  }

  /** An Accounting, CoA or Disconnect-Request, whose authenticator is a checksum (RFC 2866 §3). */
  byte[] sealRequest(SharedSecret secret) {
    return sealReply(secret, new byte[16]);
  }

  /** A reply to the request with the given authenticator (RFC 2865 §3). */
  byte[] sealReply(SharedSecret secret, byte[] requestAuthenticator) {
    byte[] packet = unsealed();
    fillMessageAuthenticator(packet, secret, requestAuthenticator);
    setAuthenticator(packet, secret.responseAuthenticator(packet, requestAuthenticator));
    return packet;
  }

  private byte[] unsealed() {
    int length = Packet.HEADER_LENGTH + attributes.size();
    return ByteBuffer.allocate(length)
        .put((byte) code)
        .put((byte) identifier)
        .putShort((short) length)
        .position(Packet.HEADER_LENGTH)
        .put(attributes.toByteArray())
        .array();
  }

  private void fillMessageAuthenticator(
      byte[] packet, SharedSecret secret, byte[] requestAuthenticator) {
    if (messageAuthenticatorAt > 0) {
      byte[] value = secret.messageAuthenticator(packet, requestAuthenticator);
      System.arraycopy(value, 0, packet, messageAuthenticatorAt, value.length);
    }
  }

  private static void setAuthenticator(byte[] packet, byte[] authenticator) {
    System.arraycopy(authenticator, 0, packet, 4, authenticator.length);
  }
}
