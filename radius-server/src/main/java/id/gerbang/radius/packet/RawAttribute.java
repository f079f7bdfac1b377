package id.gerbang.radius.packet;

/** One attribute as it stood in a packet, Vendor-Specific unopened; {@code value} is a copy. */
@SuppressWarnings("ArrayRecordComponent") // passed on and printed, never compared
public record RawAttribute(int type, byte[] value) {}
