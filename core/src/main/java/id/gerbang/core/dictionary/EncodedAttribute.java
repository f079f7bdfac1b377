package id.gerbang.core.dictionary;

/**
 * An attribute as a packet carries it: its standard type, 26 for a vendor's, and the octets after
 * type and length.
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record EncodedAttribute(int type, byte[] value) {}
