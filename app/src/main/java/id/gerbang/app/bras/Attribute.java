package id.gerbang.app.bras;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

/** One attribute as it stood in a packet: a vendor (0: none), a number, the bytes of its value. */
public final class Attribute {

  private final int vendor;
  private final int number;
  private final byte[] value;

  Attribute(int vendor, int number, byte[] value) {
    this.vendor = vendor;
    this.number = number;
    this.value = value.clone();
  }

  static Attribute octets(AttributeType type, byte[] value) {
    return new Attribute(type.vendor(), type.number(), value);
  }

  static Attribute text(AttributeType type, String value) {
    return octets(type, value.getBytes(StandardCharsets.UTF_8));
  }

  static Attribute integer(AttributeType type, long value) {
    return octets(type, ByteBuffer.allocate(4).putInt((int) value).array());
  }

  static Attribute address(AttributeType type, InetAddress value) {
    return octets(type, value.getAddress());
  }

  public int vendor() {
    return vendor;
  }

  public int number() {
    return number;
  }

  public byte[] value() {
    return value.clone();
  }

  public boolean is(AttributeType type) {
    return vendor == type.vendor() && number == type.number();
  }

  boolean isSameTypeAs(Attribute other) {
    return vendor == other.vendor && number == other.number;
  }

  Optional<AttributeType> type() {
    return AttributeType.of(vendor, number);
  }

  public String text() {
    return new String(value, StandardCharsets.UTF_8);
  }

  /** The value as an unsigned number; empty when it is not four octets. */
  public OptionalLong integer() {
    return value.length == 4
        ? OptionalLong.of(Integer.toUnsignedLong(ByteBuffer.wrap(value).getInt()))
        : OptionalLong.empty();
  }

  /** The value as an IPv4 address; empty when it is not four octets. */
  public Optional<InetAddress> address() {
    if (value.length != 4) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByAddress(value));
    } catch (UnknownHostException unreachable) {
      throw new AssertionError("four octets are an address", unreachable);
    }
  }

  /** The value as a person reads it. */
  String printed() {
    return switch (type().map(AttributeType::kind).orElse(AttributeType.Kind.OCTETS)) {
      case TEXT -> text();
      case INTEGER -> integer().isPresent() ? Long.toString(integer().getAsLong()) : hex();
      case ADDRESS -> address().map(InetAddress::getHostAddress).orElseGet(this::hex);
      case OCTETS -> hex();
    };
  }

  private String hex() {
    return HexFormat.of().formatHex(value);
  }

  String title() {
    return type().map(AttributeType::title).orElse(vendor + "/" + number);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attribute that
        && vendor == that.vendor
        && number == that.number
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * vendor + number) + Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return title() + " = " + printed();
  }
}
