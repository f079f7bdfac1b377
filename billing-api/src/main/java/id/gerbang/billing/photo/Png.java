package id.gerbang.billing.photo;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.Set;

/** PNG files (RFC 2083 §3): chunks, of which those that say something beside the picture go. */
final class Png {

  static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";
  private static final Set<String> BESIDE = Set.of("eXIf", "tEXt", "zTXt", "iTXt", "tIME");
  private static final int FRAME = 12;

  private Png() {}

  /** Empty: it is broken. */
  static Optional<byte[]> stripped(byte[] file) {
    Bytes bytes = new Bytes(file);
    ByteArrayOutputStream out = new ByteArrayOutputStream(file.length);
    int at = SIGNATURE.length();
    out.write(file, 0, at);
    while (bytes.has(at, FRAME) && bytes.has(at, FRAME + bytes.big32(at))) {
      int length = FRAME + (int) bytes.big32(at);
      String kind = bytes.text(at + 4, 4);
      if (!BESIDE.contains(kind)) {
        out.write(file, at, length);
      }
      if (kind.equals("IEND")) {
        return Optional.of(out.toByteArray());
      }
      at += length;
    }
    return Optional.empty();
  }
}
