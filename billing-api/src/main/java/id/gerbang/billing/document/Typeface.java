package id.gerbang.billing.document;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The letters of one document: Liberation Sans, which PDFBox brings along, so that paper looks the
 * same everywhere and no font of this machine is asked for. It writes Latin, Greek, Cyrillic and
 * Hebrew; another letter loses its marks, and what it lacks altogether becomes a question mark.
 */
final class Typeface implements Closeable {

  private static final String FILE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
  private static final int SOFT_HYPHEN = 0xAD;

  private final TrueTypeFont letters;
  private final CmapLookup glyphs;

  Typeface() throws IOException {
    try (InputStream file = PDDocument.class.getResourceAsStream(FILE)) {
      letters =
          new TTFParser()
              .parse(
                  RandomAccessReadBuffer.createBufferFromStream(
                      Objects.requireNonNull(file, FILE)));
    }
    letters.setEnableGsub(false);
    glyphs = letters.getUnicodeCmapLookup();
  }

  /** With what is used of it written into the document, which is to be saved before this closes. */
  PDFont in(PDDocument document) throws IOException {
    return PDType0Font.load(document, letters, true);
  }

  /** The text in letters that it has. */
  String writable(String text) {
    StringBuilder out = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFC)
        .codePoints()
        .filter(c -> c != SOFT_HYPHEN)
        .forEach(c -> out.append(letter(c)));
    return out.toString();
  }

  private String letter(int codePoint) {
    if (Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint)) {
      return " ";
    }
    if (Character.isISOControl(codePoint)) {
      return "";
    }
    String letter = Character.toString(codePoint);
    if (has(letter)) {
      return letter;
    }
    String bare = Normalizer.normalize(letter, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
    return !bare.isEmpty() && has(bare) ? bare : "?";
  }

  private boolean has(String text) {
    return text.codePoints().allMatch(c -> glyphs.getGlyphId(c) != 0);
  }

  @Override
  public void close() {
    try {
      letters.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
