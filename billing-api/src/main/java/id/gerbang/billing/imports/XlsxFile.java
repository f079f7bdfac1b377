package id.gerbang.billing.imports;

import id.gerbang.billing.http.Problem;
import id.gerbang.billing.imports.Sheet.Bounds;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The first sheet of a workbook by ECMA-376 part 1. Nothing outside of the file is ever fetched,
 * and what it may unpack to is bounded, also of parts that nobody reads.
 */
final class XlsxFile {

  private static final int MOST_PARTS = 1_000;

  private final byte[] file;
  private final Bounds bounds;

  private XlsxFile(byte[] file, Bounds bounds) {
    this.file = file;
    this.bounds = bounds;
  }

  static Sheet read(byte[] file, Bounds bounds) {
    try {
      return new XlsxFile(file, bounds).sheet();
    } catch (IOException | SAXException e) {
      // A Problem of ours comes through the parser as it is; what the parser itself says is of no
      // use to who saved a sheet.
      throw Problem.unprocessable("content", "is no XLSX workbook that can be read");
    }
  }

  private Sheet sheet() throws IOException, SAXException {
    WorkbookParts parts = new WorkbookParts();
    each(
        Set.of("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"),
        in -> parse(in, parts));
    if (parts.countsFrom1904()) {
      throw Problem.unprocessable("content", "counts its days from 1904: save it as CSV");
    }
    SheetRows rows = new SheetRows(parts.texts(), bounds);
    boolean[] found = new boolean[1];
    each(
        Set.of(parts.firstSheet()),
        in -> {
          found[0] = true;
          parse(in, rows);
        });
    if (!found[0]) {
      throw Problem.unprocessable("content", "is no XLSX workbook: it has no sheet");
    }
    return rows.sheet();
  }

  private interface Part {
    void read(InputStream in) throws IOException, SAXException;
  }

  private void each(Set<String> wanted, Part part) throws IOException, SAXException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      Unpacked unpacked = new Unpacked(zip, bounds.unpacked());
      int entries = 0;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (++entries > MOST_PARTS) {
          throw Problem.unprocessable("content", "has more than " + MOST_PARTS + " parts");
        }
        if (wanted.contains(entry.getName())) {
          part.read(unpacked);
        }
        // Skipping unpacks as well: it counts.
        unpacked.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  private static void parse(InputStream in, DefaultHandler handler)
      throws IOException, SAXException {
    SAXParserFactory factory = SAXParserFactory.newInstance();
    try {
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.newSAXParser().parse(new InputSource(in), handler);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK's own parser knows these", e);
    }
  }

  /** What was unpacked in all; the parser closing it does not end the archive. */
  private static final class Unpacked extends FilterInputStream {

    private final long most;
    private long left;

    Unpacked(InputStream in, long most) {
      super(in);
      this.most = most;
      left = most;
    }

    @Override
    public int read() throws IOException {
      int octet = super.read();
      count(octet < 0 ? 0 : 1);
      return octet;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int read) {
      left -= read;
      if (left < 0) {
        throw Problem.unprocessable("content", "unpacks to more than " + (most >> 20) + " MiB");
      }
    }

    @Override
    public void close() {}
  }
}
