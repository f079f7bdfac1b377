package id.gerbang.radius.packet;

/**
 * One attribute as it stood in a packet, of a vendor or {@link #STANDARD}; {@code value} is a copy.
 */
@SuppressWarnings("ArrayRecordComponent") // passed on and printed, never compared
public record RawAttribute(int vendor, int type, byte[] value) {
  /** Stands for no vendor. Vendor 0 may be written in a packet, and is not the same. */
  public static final int STANDARD = -1;
}
