package id.gerbang.billing.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A workbook, taken apart by the JDK's own zip and XML. */
class XlsxWriterTest {

  private static final String RELATIONS =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

  @Test
  void every_part_is_well_formed_and_every_relation_leads_to_one() throws Exception {
    Map<String, Document> parts = written("daftar", 10, List.of("a"), List.of());
    assertThat(parts.keySet()).first().isEqualTo("[Content_Types].xml");
    Document relations = parts.get("xl/_rels/workbook.xml.rels");
    for (Element relation : elements(relations, "Relationship")) {
      assertThat(parts).containsKey("xl/" + relation.getAttribute("Target"));
    }
    Element sheet = elements(parts.get("xl/workbook.xml"), "sheet").get(0);
    assertThat(sheet.getAttribute("name")).isEqualTo("daftar");
    assertThat(
            elements(relations, "Relationship").stream()
                .map(relation -> relation.getAttribute("Id")))
        .contains(sheet.getAttributeNS(RELATIONS, "id"));
  }

  @Test
  void texts_numbers_dates_and_nothing_are_what_they_are() throws Exception {
    List<Element> cells =
        cells(
            Cell.text("<b> & =1+1 \u0001 _x0041_ \r"),
            Cell.number("150000"),
            Cell.number("1234567890123456"),
            Cell.date("2026-11-28"),
            Cell.date("1899-01-01"),
            Cell.EMPTY,
            Cell.text(" 0812 "));
    assertThat(cells.get(0).getTextContent()).isEqualTo("<b> & =1+1 _x0001_ _x005F_x0041_ _x000D_");
    assertThat(cells.get(0).getAttribute("t")).isEqualTo("inlineStr");
    assertThat(cells.get(1).getAttribute("t")).isEmpty();
    assertThat(cells.get(1).getTextContent()).isEqualTo("150000");
    assertThat(cells.get(2).getAttribute("t")).isEqualTo("inlineStr");
    assertThat(cells.get(3).getTextContent()).isEqualTo("46354");
    assertThat(cells.get(3).getAttribute("s")).isEqualTo("2");
    assertThat(cells.get(4).getTextContent()).isEqualTo("1899-01-01");
    assertThat(cells.get(5).getTextContent()).isEmpty();
    assertThat(cells.get(6).getTextContent()).isEqualTo(" 0812 ");
  }

  @Test
  void a_text_longer_than_a_cell_is_cut_where_one_sees_it() throws Exception {
    assertThat(cells(Cell.text("x".repeat(40_000))).get(0).getTextContent())
        .hasSize(32_767)
        .endsWith("x…");
  }

  @Test
  void what_is_too_long_for_a_sheet_goes_on_in_the_next_one_under_the_same_head() throws Exception {
    List<List<Cell>> rows =
        IntStream.range(0, 5).mapToObj(n -> List.of(Cell.number("" + n))).toList();
    Map<String, Document> parts = written("panjang", 3, List.of("n"), rows);
    assertThat(elements(parts.get("xl/workbook.xml"), "sheet"))
        .extracting(sheet -> sheet.getAttribute("name"))
        .containsExactly("panjang", "panjang 2", "panjang 3");
    assertThat(elements(parts.get("xl/worksheets/sheet1.xml"), "row")).hasSize(3);
    assertThat(elements(parts.get("xl/worksheets/sheet3.xml"), "c"))
        .extracting(Element::getTextContent)
        .containsExactly("n", "4");
  }

  private static List<Element> cells(Cell... row) throws Exception {
    Map<String, Document> parts = written("x", 10, List.of("kolom"), List.of(List.of(row)));
    return elements(parts.get("xl/worksheets/sheet1.xml"), "c").subList(1, row.length + 1);
  }

  private static Map<String, Document> written(
      String name, int rowsOfASheet, List<String> head, List<List<Cell>> rows) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    XlsxWriter writer = new XlsxWriter(bytes, name, rowsOfASheet);
    writer.head(head);
    for (List<Cell> row : rows) {
      writer.row(row);
    }
    writer.finish();
    return parts(bytes.toByteArray());
  }

  private static Map<String, Document> parts(byte[] file) throws Exception {
    DocumentBuilderFactory xml = DocumentBuilderFactory.newInstance();
    xml.setNamespaceAware(true);
    Map<String, Document> parts = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        parts.put(
            entry.getName(), xml.newDocumentBuilder().parse(new ByteArrayInputStream(all(zip))));
      }
    }
    return parts;
  }

  private static byte[] all(ZipInputStream zip) throws IOException {
    return zip.readAllBytes();
  }

  private static List<Element> elements(Document document, String name) {
    NodeList found = document.getElementsByTagNameNS("*", name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }
}
