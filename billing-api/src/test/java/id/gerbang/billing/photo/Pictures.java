package id.gerbang.billing.photo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Pictures as telephones make them, with more in them than a picture. */
public final class Pictures {

  /** What must not be kept: it stands where a telephone writes place, owner and thumbnail. */
  public static final String SECRET = "GPS -6.2088 106.8456";

  private Pictures() {}

  /** Turned, with EXIF, a comment, and a film behind the picture. */
  public static byte[] jpeg() {
    byte[] picture = drawn("jpg");
    String exif =
        "Exif\0\0II*\0\b\0\0\0"
            + "\u0002\0"
            + "\u000f\u0001\u0002\0\u0004\0\0\0abc\0" // who made it
            + "\u0012\u0001\u0003\0\u0001\0\0\0\u0006\0\0\0" // turned
            + "\0\0\0\0"
            + SECRET;
    return joined(
        Arrays.copyOf(picture, 2),
        segment(0xe1, exif),
        segment(0xe1, "http://ns.adobe.com/xap/1.0/\0" + SECRET),
        segment(0xfe, SECRET),
        Arrays.copyOfRange(picture, 2, picture.length),
        SECRET.getBytes(ISO_8859_1));
  }

  public static byte[] png() {
    byte[] picture = drawn("png");
    int header = 8 + 25;
    return joined(
        Arrays.copyOf(picture, header),
        big32(SECRET.length()),
        ("tEXt" + SECRET + "crc!").getBytes(ISO_8859_1),
        Arrays.copyOfRange(picture, header, picture.length),
        SECRET.getBytes(ISO_8859_1));
  }

  /** Its picture is of an odd length, and its header says that there is EXIF. */
  static byte[] webp() {
    byte[] chunks =
        joined(
            chunk("VP8X", "\u000c\0\0\0\u0001\0\0\u0001\0\0"),
            chunk("VP8 ", "seven b"),
            chunk("EXIF", SECRET),
            chunk("XMP ", SECRET));
    return joined(
        "RIFF".getBytes(ISO_8859_1),
        little32(4 + chunks.length),
        "WEBP".getBytes(ISO_8859_1),
        chunks);
  }

  static byte[] drawn(String format) {
    BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 64; x++) {
      image.setRGB(x, x * 3 / 4, 0xff8800 + x);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] segment(int marker, String content) {
    int length = content.length() + 2;
    return joined(
        new byte[] {(byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length},
        content.getBytes(ISO_8859_1));
  }

  private static byte[] chunk(String kind, String content) {
    String padded = content.length() % 2 == 0 ? content : content + "\0";
    return joined(
        kind.getBytes(ISO_8859_1), little32(content.length()), padded.getBytes(ISO_8859_1));
  }

  private static byte[] big32(int value) {
    return new byte[] {
      (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value
    };
  }

  private static byte[] little32(int value) {
    return new byte[] {
      (byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)
    };
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
