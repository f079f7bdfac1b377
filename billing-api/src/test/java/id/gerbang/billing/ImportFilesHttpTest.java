package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Files as ISPs really have them: texts of any writing, and workbooks. */
class ImportFilesHttpTest extends ImportsOverHttp {

  @Test
  void what_is_no_file_is_refused_by_name() {
    assertThat(
            billing
                .post("/imports", "{\"dryRun\": true}")
                .json()
                .get("errors")
                .findValuesAsText("field"))
        .containsExactly("name", "content");
    assertThat(
            billing
                .post("/imports", "{\"dryRun\": true, \"name\": \"a\", \"content\": \"%\"}")
                .field())
        .isEqualTo("content");
    assertThat(rehearsed("nama\n").field()).isEqualTo("content");
    assertThat(rehearsed("nama\n\"Budi\n").text()).contains("row 2 that nothing closes");
    assertThat(rehearsed("nama\n" + "a\n".repeat(5_001)).text()).contains("more than 5000 rows");
    assertThat(rehearsed("nama" + ",".repeat(100) + "\n").text()).contains("100 columns");
    assertThat(rehearsed("nama\n" + "a".repeat(10_001)).text()).contains("10000 characters");
    assertThat(rehearsed("nama\n" + "a".repeat(7_000_000)).status()).isEqualTo(413);
    assertThat(rehearsed("nama\n" + "\n".repeat(2_000_000) + "Budi\n").status())
        .as("longer than other bodies")
        .isEqualTo(200);
  }

  @Test
  void any_writing_of_a_text_is_read() {
    for (String charset : List.of("windows-1252", "UTF-16", "UTF-8")) {
      String mark = charset.equals("UTF-8") ? "\uFEFF" : "";
      byte[] file =
          (mark + "sep=;\r\nnama;catatan\r\nBudi;d’Amour").getBytes(Charset.forName(charset));
      assertThat(
              counts(billing.post("/imports", request(file, charset, ", \"dryRun\": true")).json()))
          .containsExactly(1, 1, 0, 0);
    }
  }

  @Test
  void a_workbook_is_read_as_excel_keeps_it() {
    String sheet =
        """
        <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="inlineStr"><is><t>paket</t></is></c><c r="E1" t="inlineStr"><is><t>username</t></is></c><c r="F1" t="inlineStr"><is><t>password</t></is></c><c r="G1" t="inlineStr"><is><t>aktif sampai</t></is></c></row>
        <row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3"><v>8.123456789E9</v></c><c r="D3" t="str"><f>"10"&amp;" Mega"</f><v>10 Mega</v></c><c r="E3" t="inlineStr"><is><t>budi</t></is></c><c r="F3"><v>123456789</v></c><c r="G3" s="1"><v>46387</v></c></row>
        </sheetData></worksheet>""";
    byte[] file = workbook(sheet);
    Reply reply =
        billing.post("/imports", request(file, "pelanggan.xlsx", ""), "Idempotency-Key", "xlsx");
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    assertThat(counts(reply.json())).containsExactly(1, 1, 0, 0);
    JsonNode budi = billing.get("/customers/number:C-00001").json();
    assertThat(budi.get("name").asText()).isEqualTo("Budi & Sons");
    assertThat(budi.get("phone").asText()).isEqualTo("628123456789");
    assertThat(billing.get("/subscriptions/username:budi").json().get("activeUntil").asText())
        .isEqualTo("2026-12-31T17:00:00Z");
    assertThat(billing.get("/imports/1/rows").json().at("/items/0/row").asInt()).isEqualTo(3);
    assertThat(billing.post("/subscriptions/username:budi/password/reveal", "{}").text())
        .contains("123456789");
  }

  @Test
  void a_workbook_that_is_none_or_wants_too_much_is_refused() {
    assertThat(rehearsedWorkbook("nama;hp\n".getBytes(StandardCharsets.UTF_8)).field())
        .isEqualTo("content");
    Reply doctype =
        rehearsedWorkbook(
            workbook(
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]><worksheet>&b;</worksheet>"));
    assertThat(doctype.status()).isEqualTo(422);
    assertThat(doctype.text()).contains("is no XLSX workbook that can be read");
    Reply bomb = rehearsedWorkbook(workbook("<worksheet>" + " ".repeat(65 << 20) + "</worksheet>"));
    assertThat(bomb.status()).isEqualTo(422);
    assertThat(bomb.text()).contains("unpacks to more than 64 MiB");
  }

  private Reply rehearsed(String file) {
    return billing.post("/imports", request(file, ", \"dryRun\": true"));
  }

  private Reply rehearsedWorkbook(byte[] file) {
    return billing.post("/imports", request(file, "a.xlsx", ", \"dryRun\": true"));
  }

  /** As far as a reader needs it; the sheet is neither the first part nor named as usual. */
  private static byte[] workbook(String sheet) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      part(zip, "xl/worksheets/blad7.xml", sheet);
      part(
          zip,
          "xl/workbook.xml",
          """
          <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Pelanggan" sheetId="7" r:id="rId3"/></sheets></workbook>""");
      part(
          zip,
          "xl/_rels/workbook.xml.rels",
          """
          <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId3" Target="worksheets/blad7.xml"/></Relationships>""");
      part(
          zip,
          "xl/sharedStrings.xml",
          """
          <sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Nama</t></si><si><t>No HP</t></si><si><r><t>Budi &amp; </t></r><r><t>Sons</t></r><rPh sb="0" eb="1"><t>no</t></rPh></si></sst>""");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void part(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
