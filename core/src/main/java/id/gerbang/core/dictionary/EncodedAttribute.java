package id.gerbang.core.dictionary;

import java.util.Arrays;

/**
 * An attribute as a packet carries it: its standard type, 26 for a vendor's, and the octets after
 * type and length.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its octets
public record EncodedAttribute(int type, byte[] value) {

  @Override
  public boolean equals(Object other) {
    return other instanceof EncodedAttribute that
        && type == that.type
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return 31 * type + Arrays.hashCode(value);
  }
}
