package id.gerbang.radius.packet;

import java.util.Arrays;

/**
 * Attributes encoded ahead of the reply that will carry them: what a plan grants, what a proof of
 * password adds. They may hold keys, so only their size is printed.
 */
public final class EncodedAttributes {
  public static final EncodedAttributes NONE = new EncodedAttributes(new byte[0]);

  private final byte[] octets;

  private EncodedAttributes(byte[] octets) {
    this.octets = octets;
  }

  public static Writer writer() {
    return new Writer();
  }

  public int length() {
    return octets.length;
  }

  byte[] octets() {
    return octets;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EncodedAttributes that && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return "EncodedAttributes[" + octets.length + " octets]";
  }

  /** The writer of such attributes. */
  public static final class Writer extends AttributeWriter<Writer> {

    /** Of what a proof by MS-CHAPv2 adds. */
    private static final int USUAL_LENGTH = 159;

    private Writer() {
      super(0, new byte[USUAL_LENGTH]);
    }

    public EncodedAttributes encode() {
      return new EncodedAttributes(length() == room().length ? room() : trimmed());
    }

    @Override
    Writer self() {
      return this;
    }
  }
}
