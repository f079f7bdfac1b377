package id.gerbang.billing.photo;

import java.util.OptionalInt;

/** Which way is up, the one thing of EXIF without which a picture is another one. */
final class Orientation {

  private static final String EXIF = "Exif\0\0";
  private static final int TAG = 0x0112;
  private static final int UPRIGHT = 1;
  private static final int LAST = 8;
  private static final int ENTRY = 12;

  private Orientation() {}

  /** What a segment says, unless it is upright anyway, or can't be read. */
  static OptionalInt in(Bytes bytes, int from, int end) {
    int tiff = from + EXIF.length();
    boolean little = bytes.is(tiff, "II");
    if (!bytes.is(from, EXIF) || tiff + 8 > end || !(little || bytes.is(tiff, "MM"))) {
      return OptionalInt.empty();
    }
    long directory = little ? bytes.little32(tiff + 4) : bytes.big32(tiff + 4);
    if (tiff + directory + 2 > end) {
      return OptionalInt.empty();
    }
    int at = (int) (tiff + directory);
    int entries = short16(bytes, at, little);
    for (int i = 0; i < entries; i++) {
      int entry = at + 2 + i * ENTRY;
      if (entry + ENTRY > end) {
        return OptionalInt.empty();
      }
      if (short16(bytes, entry, little) == TAG) {
        int way = short16(bytes, entry + 8, little);
        return way > UPRIGHT && way <= LAST ? OptionalInt.of(way) : OptionalInt.empty();
      }
    }
    return OptionalInt.empty();
  }

  /** An EXIF segment that says nothing else. */
  static byte[] segment(int way) {
    byte[] segment = new byte[36];
    segment[0] = (byte) 0xff;
    segment[1] = (byte) 0xe1;
    segment[3] = 34;
    put(segment, 4, EXIF + "MM\0*\0\0\0\b\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0");
    segment[29] = (byte) way;
    return segment;
  }

  private static void put(byte[] into, int at, String octets) {
    for (int i = 0; i < octets.length(); i++) {
      into[at + i] = (byte) octets.charAt(i);
    }
  }

  private static int short16(Bytes bytes, int at, boolean little) {
    return little ? bytes.little16(at) : bytes.big16(at);
  }
}
