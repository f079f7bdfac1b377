package id.gerbang.billing.photo;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * JPEG files (ITU-T T.81 Annex B). Of the segments of applications only what the picture needs
 * stays: JFIF, the colour profile, Adobe's colour transform, and which way is up. What telephones
 * append behind the picture goes, too.
 */
final class Jpeg {

  private static final int START_OF_SCAN = 0xda;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int JFIF = 0xe0;
  private static final int EXIF = 0xe1;
  private static final int COLOUR_PROFILE = 0xe2;
  private static final int ADOBE = 0xee;
  private static final int LAST_APPLICATION = 0xef;
  private static final int COMMENT = 0xfe;

  private final Bytes bytes;
  private final ByteArrayOutputStream out;
  private boolean scanned;

  private Jpeg(byte[] file) {
    bytes = new Bytes(file);
    out = new ByteArrayOutputStream(file.length);
  }

  /** Empty: it is broken. */
  static Optional<byte[]> stripped(byte[] file) {
    return new Jpeg(file).strip();
  }

  private Optional<byte[]> strip() {
    out.write(bytes.file(), 0, 2);
    int at = 2;
    while (bytes.has(at, 2) && bytes.octet(at) == 0xff) {
      int marker = bytes.octet(at + 1);
      if (marker == 0xff) {
        at++; // a marker may have as many of these before it as somebody likes
      } else if (marker == END_OF_IMAGE) {
        out.write(bytes.file(), at, 2);
        return scanned ? Optional.of(out.toByteArray()) : Optional.empty();
      } else {
        int end = segment(at, marker);
        if (end < 0) {
          return Optional.empty();
        }
        at = end;
      }
    }
    return Optional.empty();
  }

  /** Where the next one begins; below 0: there is less of it than it says. */
  private int segment(int at, int marker) {
    if (!bytes.has(at, 4) || bytes.big16(at + 2) < 2 || !bytes.has(at, 2L + bytes.big16(at + 2))) {
      return -1;
    }
    int end = at + 2 + bytes.big16(at + 2);
    if (marker == EXIF) {
      Orientation.in(bytes, at + 4, end).ifPresent(way -> out.writeBytes(Orientation.segment(way)));
    } else if (stays(at, marker)) {
      out.write(bytes.file(), at, end - at);
    }
    return marker == START_OF_SCAN ? scan(end) : end;
  }

  private boolean stays(int at, int marker) {
    return switch (marker) {
      case JFIF, ADOBE -> true;
      case COLOUR_PROFILE -> bytes.is(at + 4, "ICC_PROFILE");
      case COMMENT -> false;
      default -> marker < JFIF || marker > LAST_APPLICATION;
    };
  }

  /** The picture's own bytes, up to the next marker that is neither stuffing nor a restart. */
  private int scan(int from) {
    scanned = true;
    int at = from;
    while (bytes.has(at, 2) && (bytes.octet(at) != 0xff || isWithin(bytes.octet(at + 1)))) {
      at++;
    }
    out.write(bytes.file(), from, at - from);
    return at;
  }

  private static boolean isWithin(int marker) {
    return marker == 0 || (marker >= 0xd0 && marker <= 0xd7);
  }
}
