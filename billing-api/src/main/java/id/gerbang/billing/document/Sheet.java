package id.gerbang.billing.document;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.util.Matrix;

/**
 * A4 paper, written from its top to its bottom and on over further pages. Bold letters are the
 * plain ones with a stroke around.
 */
final class Sheet implements Closeable {

  static final float LEFT = 50;
  static final float RIGHT = PDRectangle.A4.getWidth() - 50;
  static final float LOGO_HEIGHT = 60;
  static final Color GREEN = new Color(0x12572a);
  static final Color RED = new Color(0x8a1c13);
  private static final float TOP = PDRectangle.A4.getHeight() - 50;
  private static final float BOTTOM = 60;
  private static final float LEADING = 1.35f;

  /** How thick the stroke of bold letters is, by their size. */
  private static final float STROKE = 0.035f;

  private final PDDocument document = new PDDocument();
  private final Typeface typeface = new Typeface();
  private final PDFont font;
  private PDPageContentStream content;
  private float y = TOP;

  Sheet(String title, Locale language) throws IOException {
    document.getDocumentInformation().setTitle(title);
    document.getDocumentCatalog().setLanguage(language.getLanguage());
    font = typeface.in(document);
    content = page();
  }

  /** How to write. */
  record Style(boolean bold, float size) {

    static final Style PLAIN = new Style(false, 10);
    static final Style STRONG = new Style(true, 10);
    static final Style TITLE = new Style(true, 16);
    static final Style SMALL = new Style(false, 8);
  }

  private PDPageContentStream page() throws IOException {
    PDPage page = new PDPage(PDRectangle.A4);
    document.addPage(page);
    return new PDPageContentStream(document, page);
  }

  /** Goes on to a new page where so much does not fit any more. */
  void need(float height) throws IOException {
    if (y - height < BOTTOM) {
      content.close();
      content = page();
      y = TOP;
    }
  }

  void down(float points) {
    y -= points;
  }

  /** Goes down so far from the page's top, unless it is there already. */
  void below(float points) {
    y = Math.min(y, TOP - points);
  }

  float y() {
    return y;
  }

  void to(float height) {
    y = height;
  }

  /** A text from there on, broken into lines that are at most so wide. */
  void text(String text, Style style, float x, float width) throws IOException {
    for (String line : wrapped(text, style, width)) {
      need(style.size() * LEADING);
      down(style.size() * LEADING);
      show(line, style, x, y);
    }
  }

  /** A sentence over the whole width. */
  void words(String text) throws IOException {
    text(text, Style.PLAIN, LEFT, RIGHT - LEFT);
    down(6);
  }

  /** A row: words at the left, and at the right what ends there. */
  void row(String words, String amount, Style style) throws IOException {
    List<String> lines = wrapped(words, style, RIGHT - LEFT - 130);
    need(lines.size() * style.size() * LEADING + 4);
    float first = y - style.size() * LEADING;
    text(words, style, LEFT, RIGHT - LEFT - 130);
    show(amount, style, RIGHT - width(amount, style), first);
    down(4);
  }

  void rule() throws IOException {
    down(6);
    content.saveGraphicsState();
    content.setStrokingColor(new Color(0xb8c2cf));
    content.setLineWidth(0.6f);
    content.moveTo(LEFT, y);
    content.lineTo(RIGHT, y);
    content.stroke();
    content.restoreGraphicsState();
    down(2);
  }

  /** A word in a frame, a little turned, as a rubber stamp leaves it. */
  void stamp(String word, Color colour) throws IOException {
    Style style = new Style(true, 26);
    float width = width(word, style);
    content.saveGraphicsState();
    content.transform(Matrix.getRotateInstance(Math.toRadians(12), RIGHT - width - 24, y + 8));
    content.setStrokingColor(colour);
    content.setNonStrokingColor(colour);
    content.setLineWidth(2);
    content.addRect(-10, -9, width + 20, 36);
    content.stroke();
    show(word, style, 0, 0);
    content.restoreGraphicsState();
  }

  /** The code with its lower left corner there, so wide; round about its quiet zone is left. */
  void qr(QrCode code, float x, float bottom, float width) throws IOException {
    float square = width / code.size();
    for (int row = 0; row < code.size(); row++) {
      for (int column = 0; column < code.size(); column++) {
        if (code.dark(column, row)) {
          content.addRect(x + column * square, bottom + width - (row + 1) * square, square, square);
        }
      }
    }
    content.fill();
  }

  /** A picture in the upper right corner. */
  void logo(byte[] png) throws IOException {
    PDImageXObject image = PDImageXObject.createFromByteArray(document, png, "logo");
    float scale = Math.min(140f / image.getWidth(), LOGO_HEIGHT / image.getHeight());
    float width = image.getWidth() * scale;
    float height = image.getHeight() * scale;
    content.drawImage(image, RIGHT - width, TOP - height, width, height);
  }

  private void show(String text, Style style, float x, float baseline) throws IOException {
    content.beginText();
    content.setFont(font, style.size());
    content.setRenderingMode(style.bold() ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
    content.setLineWidth(style.size() * STROKE);
    content.newLineAtOffset(x, baseline);
    content.showText(typeface.writable(text));
    content.endText();
  }

  private float width(String text, Style style) throws IOException {
    return font.getStringWidth(typeface.writable(text)) / 1000 * style.size();
  }

  private List<String> wrapped(String text, Style style, float width) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.strip().split("\\R", -1)) {
      String line = "";
      for (String word : paragraph.split(" ")) {
        String longer = line.isEmpty() ? word : line + " " + word;
        if (width(longer, style) <= width) {
          line = longer;
          continue;
        }
        if (!line.isEmpty()) {
          lines.add(line);
        }
        line = word;
        while (width(line, style) > width) {
          int fits = line.length() - 1;
          while (fits > 1 && width(line.substring(0, fits), style) > width) {
            fits--;
          }
          lines.add(line.substring(0, fits));
          line = line.substring(fits);
        }
      }
      lines.add(line);
    }
    return lines;
  }

  byte[] bytes() throws IOException {
    content.close();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    document.save(out);
    return out.toByteArray();
  }

  @Override
  public void close() {
    try (typeface) {
      document.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
