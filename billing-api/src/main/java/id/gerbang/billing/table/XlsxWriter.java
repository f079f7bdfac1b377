package id.gerbang.billing.table;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A workbook by ECMA-376 part 1, as little of it as spreadsheets need, written as a stream: texts
 * stand in their cells instead of a table of all texts. What is too long for one sheet goes on in
 * another.
 */
public final class XlsxWriter implements TableWriter {

  /** SpreadsheetML's limits, as Excel documents them. */
  private static final int MOST_ROWS = 1_048_576;

  private static final int LONGEST_TEXT = 32_767;

  /** A double holds these many digits of every number; with more, a number is kept as text. */
  private static final int MOST_DIGITS = 15;

  /** Day 0 of spreadsheets, with their 29 February 1900 that never was. */
  private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);

  private static final LocalDate FIRST_SURE_DAY = LocalDate.of(1900, 3, 1);

  private static final Pattern LOOKS_ESCAPED = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");
  private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
  private static final String MAIN =
      "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
  private static final String RELATIONS =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
  private static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

  private static final String STYLES =
      """
      <numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>\
      <fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
      <font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
      <fills count="2"><fill><patternFill patternType="none"/></fill>\
      <fill><patternFill patternType="gray125"/></fill></fills>\
      <borders count="1"><border/></borders>\
      <cellStyleXfs count="1"><xf/></cellStyleXfs>\
      <cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/>\
      <xf numFmtId="164" applyNumberFormat="1"/></cellXfs>""";

  private final ZipOutputStream zip;
  private final Writer out;
  private final String name;
  private final int rowsOfASheet;
  private List<String> head = List.of();
  private int sheets;
  private int row;

  /**
   * @param name of the sheet
   */
  public XlsxWriter(OutputStream out, String name) {
    this(out, name, MOST_ROWS);
  }

  XlsxWriter(OutputStream out, String name, int rowsOfASheet) {
    this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    this.out = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8), 1 << 15);
    this.name = name.substring(0, Math.min(name.length(), 24)).replaceAll("[\\[\\]*?:/\\\\']", "-");
    this.rowsOfASheet = rowsOfASheet;
  }

  @Override
  public void head(List<String> names) throws IOException {
    head = names;
    part(
        "[Content_Types].xml",
        "<Types xmlns=\""
            + PACKAGE
            + "content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            // How many sheets follow is not known yet: sheets are the default.
            + "<Default Extension=\"xml\" ContentType=\""
            + TYPE
            + "worksheet+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\""
            + TYPE
            + "sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\""
            + TYPE
            + "styles+xml\"/></Types>");
    part("_rels/.rels", relations(relation("1", "officeDocument", "xl/workbook.xml")));
    part("xl/styles.xml", "<styleSheet " + MAIN + ">" + STYLES + "</styleSheet>");
    openSheet();
  }

  @Override
  public void row(List<Cell> cells) throws IOException {
    if (row == rowsOfASheet) {
      closeSheet();
      openSheet();
    }
    row++;
    out.write("<row r=\"" + row + "\">");
    for (Cell cell : cells) {
      out.write(xml(cell));
    }
    out.write("</row>");
  }

  @Override
  public void finish() throws IOException {
    closeSheet();
    StringBuilder list = new StringBuilder();
    StringBuilder targets = new StringBuilder(relation("styles", "styles", "styles.xml"));
    for (int sheet = 1; sheet <= sheets; sheet++) {
      String id = "sheet" + sheet;
      list.append(
          "<sheet name=\"%s\" sheetId=\"%d\" r:id=\"%s\"/>".formatted(title(sheet), sheet, id));
      targets.append(relation(id, "worksheet", "worksheets/" + id + ".xml"));
    }
    part(
        "xl/workbook.xml",
        "<workbook %s xmlns:r=\"%s\"><sheets>%s</sheets></workbook>"
            .formatted(MAIN, RELATIONS, list));
    part("xl/_rels/workbook.xml.rels", relations(targets.toString()));
    zip.finish();
  }

  private String title(int sheet) {
    return escaped(sheet == 1 ? name : name + " " + sheet);
  }

  private void openSheet() throws IOException {
    sheets++;
    row = 1;
    zip.putNextEntry(new ZipEntry("xl/worksheets/sheet" + sheets + ".xml"));
    out.write(
        XML
            + "<worksheet "
            + MAIN
            + "><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\""
            + " activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetData><row r=\"1\">");
    for (String column : head) {
      out.write(inline(column, " s=\"1\""));
    }
    out.write("</row>");
  }

  private void closeSheet() throws IOException {
    out.write("</sheetData></worksheet>");
    out.flush();
    zip.closeEntry();
  }

  private void part(String path, String content) throws IOException {
    zip.putNextEntry(new ZipEntry(path));
    out.write(XML + content);
    out.flush();
    zip.closeEntry();
  }

  private static String relations(String all) {
    return "<Relationships xmlns=\"" + PACKAGE + "relationships\">" + all + "</Relationships>";
  }

  private static String relation(String id, String type, String target) {
    return "<Relationship Id=\"%s\" Type=\"%s/%s\" Target=\"%s\"/>"
        .formatted(id, RELATIONS, type, target);
  }

  private static String xml(Cell cell) {
    return switch (cell.kind()) {
      case EMPTY -> "<c/>";
      case TEXT -> inline(cell.text(), "");
      case NUMBER ->
          digits(cell.text()) > MOST_DIGITS
              ? inline(cell.text(), "")
              : "<c><v>" + escaped(cell.text()) + "</v></c>";
      case DATE -> date(LocalDate.parse(cell.text()));
    };
  }

  private static String date(LocalDate day) {
    return day.isBefore(FIRST_SURE_DAY)
        ? inline(day.toString(), "")
        : "<c s=\"2\"><v>" + ChronoUnit.DAYS.between(DAY_ZERO, day) + "</v></c>";
  }

  private static long digits(String number) {
    return number.chars().filter(Character::isDigit).count();
  }

  private static String inline(String text, String style) {
    String fitting =
        text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
    return "<c t=\"inlineStr\""
        + style
        + "><is><t xml:space=\"preserve\">"
        + escaped(fitting)
        + "</t></is></c>";
  }

  /** XML, with what XML can't hold as SpreadsheetML writes it: part 1 §22.9.2.19 (ST_Xstring). */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    Matcher lookAlike = LOOKS_ESCAPED.matcher(text);
    String plain = lookAlike.find() ? lookAlike.replaceAll("_x005F_") : text;
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        default -> {
          if (c == '\r' || (c < ' ' && c != '\t' && c != '\n') || c >= '\uFFFE') {
            escaped.append("_x%04X_".formatted((int) c));
          } else {
            escaped.append(c);
          }
        }
      }
    }
    return escaped.toString();
  }
}
