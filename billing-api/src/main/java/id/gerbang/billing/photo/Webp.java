package id.gerbang.billing.photo;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.Set;

/** WebP files (RFC 9649 §2): RIFF chunks, of which those that say something beside go. */
final class Webp {

  private static final Set<String> BESIDE = Set.of("EXIF", "XMP ");
  private static final Set<String> PICTURES = Set.of("VP8 ", "VP8L", "ANMF");
  private static final int FRAME = 8;
  private static final int HEADER = 12;

  /** Of VP8X: that EXIF and XMP are there. */
  private static final int FLAGS_BESIDE = 0x0c;

  private Webp() {}

  /** Empty: it is broken. */
  static Optional<byte[]> stripped(byte[] file) {
    Bytes bytes = new Bytes(file);
    ByteArrayOutputStream out = new ByteArrayOutputStream(file.length);
    out.write(file, 0, HEADER);
    long end = FRAME + bytes.little32(4);
    if (!bytes.has(0, end)) {
      return Optional.empty();
    }
    boolean picture = false;
    int at = HEADER;
    while (at < end) {
      if (at + FRAME > end || at + FRAME + bytes.little32(at + 4) > end) {
        return Optional.empty();
      }
      // Chunks are of even length; the last one may lack the octet that makes it so.
      long padded = FRAME + bytes.little32(at + 4) + (bytes.little32(at + 4) & 1);
      int length = (int) Math.min(padded, end - at);
      String kind = bytes.text(at, 4);
      picture |= PICTURES.contains(kind);
      if (!BESIDE.contains(kind)) {
        byte[] chunk = new byte[length];
        System.arraycopy(file, at, chunk, 0, length);
        if (kind.equals("VP8X") && length > FRAME) {
          chunk[FRAME] &= (byte) ~FLAGS_BESIDE;
        }
        out.writeBytes(chunk);
      }
      at += length;
    }
    return picture ? Optional.of(sized(out.toByteArray())) : Optional.empty();
  }

  private static byte[] sized(byte[] file) {
    int size = file.length - FRAME;
    for (int i = 0; i < 4; i++) {
      file[4 + i] = (byte) (size >> 8 * i);
    }
    return file;
  }
}
