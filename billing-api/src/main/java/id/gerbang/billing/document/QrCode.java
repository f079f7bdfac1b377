package id.gerbang.billing.document;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.EnumMap;
import java.util.Map;

/** A QR code as squares, without the quiet zone: whoever draws it leaves four squares around. */
public final class QrCode {

  /** What a camera needs left free around it, in squares. */
  public static final int QUIET = 4;

  /** More than a link or QRIS has; so many characters fit, whatever they are. */
  public static final int LONGEST = 700;

  private final BitMatrix squares;

  private QrCode(BitMatrix squares) {
    this.squares = squares;
  }

  /**
   * @param text up to {@value #LONGEST} characters
   */
  public static QrCode of(String text) {
    try {
      return new QrCode(new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, hints(text)));
    } catch (WriterException e) {
      throw new IllegalArgumentException("too long for a QR code", e);
    }
  }

  /** A character set is named only where it matters: some banks' apps stumble over the name. */
  private static Map<EncodeHintType, Object> hints(String text) {
    Map<EncodeHintType, Object> hints = new EnumMap<>(EncodeHintType.class);
    hints.put(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M);
    hints.put(EncodeHintType.MARGIN, 0);
    if (text.chars().anyMatch(c -> c > 0x7e)) {
      hints.put(EncodeHintType.CHARACTER_SET, "UTF-8");
    }
    return hints;
  }

  public int size() {
    return squares.getWidth();
  }

  public boolean dark(int x, int y) {
    return squares.get(x, y);
  }

  /** The dark squares as the path of an SVG, a unit each, inside the quiet zone. */
  public String svgPath() {
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < size(); y++) {
      for (int x = 0; x < size(); x++) {
        int run = 0;
        while (x + run < size() && dark(x + run, y)) {
          run++;
        }
        if (run > 0) {
          path.append('M').append(x + QUIET).append(' ').append(y + QUIET);
          path.append('h').append(run).append("v1h-").append(run).append('z');
          x += run;
        }
      }
    }
    return path.toString();
  }
}
