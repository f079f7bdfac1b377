package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.money.MovableClock;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Invoices and receipts on paper, and the logo on them. */
class DocumentHttpTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final MovableClock CLOCK = new MovableClock("2026-11-22T05:00:00Z");
  private static RunningBilling billing;
  private static String owner;

  @BeforeAll
  static void start() {
    billing = new RunningBilling(CLOCK, List.of());
    owner = billing.service.tokens().create("paper", Role.OWNER);
    billing.put(
        "/settings",
        """
        {"ispName": "Net Maju", "ispAddress": "Jl. Merdeka 1\\nSurabaya 60111", "ispPhone": "0812-3456-7890",
         "npwp": "01.234.567.8-901.000", "paymentInstructions": "Transfer BCA 123456 a.n. PT Net Maju"}""");
  }

  @AfterAll
  static void stop() {
    billing.close();
  }

  @Test
  void an_open_invoice_says_what_it_is_for_in_words_and_by_a_code() throws Exception {
    Reply invoice = invoice(166_500);
    HttpResponse<byte[]> pdf = fetch("/invoices/" + invoice.id() + "/pdf");
    assertThat(pdf.statusCode()).isEqualTo(200);
    assertThat(pdf.headers().firstValue("Content-Type")).hasValue("application/pdf");
    String number = invoice.json().get("number").asText();
    assertThat(pdf.headers().firstValue("Content-Disposition"))
        .hasValue("inline; filename=\"" + number + ".pdf\"");
    String text = text(pdf.body());
    assertThat(text)
        .contains("Net Maju", "Jl. Merdeka 1", "Surabaya 60111", "NPWP 01.234.567.8-901.000")
        .contains("Tagihan " + number, "Ani <b> Łatu", "Jl. Mawar 2", "NPWP 09.254.294.3-407.000")
        .contains("Internet 20 Mega", "Rp 166.500", "Jatuh tempo: 30 November 2026")
        .contains("Terbilang: seratus enam puluh enam ribu lima ratus rupiah")
        .contains("Transfer BCA 123456")
        .doesNotContain("LUNAS", "BATAL");
    BufferedImage page = picture(pdf.body(), "invoice-open-id");
    assertThat(code(page)).isEqualTo(invoice.json().get("payUrl").asText());
  }

  @Test
  void in_english_too() throws Exception {
    Reply invoice = invoice(166_500);
    String text = text(fetch("/invoices/" + invoice.id() + "/pdf?lang=en").body());
    assertThat(text)
        .contains("Invoice INV-", "Due: 30 November 2026", "Total")
        .contains("In words: one hundred sixty-six thousand five hundred rupiah");
  }

  @Test
  void a_paid_or_void_invoice_is_stamped_and_asks_for_nothing() throws Exception {
    Reply invoice = invoice(100_000);
    Reply payment = pay(invoice, "paper-paid");
    byte[] paid = fetch("/invoices/" + invoice.id() + "/pdf").body();
    assertThat(text(paid)).contains("LUNAS").doesNotContain("Transfer BCA");
    picture(paid, "invoice-paid-id");
    assertThat(payment.status()).as(payment.text()).isEqualTo(201);
    assertThat(text(fetch("/invoices/" + invoice.id() + "/pdf?lang=en").body())).contains("PAID");

    Reply wrong = invoice(70_000);
    billing.post("/invoices/" + wrong.id() + "/void", "{\"reason\": \"paket salah\"}");
    String gone = text(fetch("/invoices/" + wrong.id() + "/pdf").body());
    assertThat(gone).contains("BATAL", "Dibatalkan: paket salah").doesNotContain("Transfer BCA");
  }

  /** Line by line what the API says, also with tax and after a part was paid. */
  @Test
  void the_figures_on_paper_are_the_invoice_s() throws Exception {
    billing.put("/settings", "{\"tax\": {\"pkp\": true, \"mode\": \"exclusive\"}}");
    Reply issued = invoice(333_333);
    billing.put("/settings", "{\"tax\": {\"pkp\": false}}");
    assertThat(
            billing
                .post(
                    "/payments",
                    """
                    {"invoiceId": %d, "method": "transfer", "amount": 100001, "reference": "BCA 7781"}"""
                        .formatted(issued.id()),
                    "Idempotency-Key",
                    "paper-part")
                .status())
        .isEqualTo(201);
    JsonNode invoice = billing.get("/invoices/" + issued.id()).json();
    byte[] pdf = fetch("/invoices/" + issued.id() + "/pdf?lang=en").body();
    picture(pdf, "invoice-part-en");
    assertThat(pdf).hasSizeLessThan(30_000);
    assertThat(text(pdf)).contains("State: Partly paid").doesNotContain("PPN 12");
    assertThat(rows(pdf))
        .containsSubsequence(
            "Internet 20 Mega " + rupiah(invoice.at("/lines/0/amount")),
            "Taxable amount (without VAT) " + rupiah(invoice.at("/tax/base")),
            "VAT (PPN) " + rupiah(invoice.at("/tax/amount")),
            "Total " + rupiah(invoice.get("total")),
            "Paid so far " + rupiah(invoice.get("paid")),
            "Still open " + rupiah(invoice.get("open")));
    assertThat(invoice.at("/open/amount").asLong()).isEqualTo(269_999);
  }

  @Test
  void a_receipt_has_its_number_and_what_it_paid() throws Exception {
    Reply invoice = invoice(100_000);
    Reply payment =
        billing.post(
            "/payments",
            """
            {"invoiceId": %d, "method": "transfer", "amount": 125000, "reference": "BCA 7782"}"""
                .formatted(invoice.id()),
            "Idempotency-Key",
            "paper-receipt");
    String number = payment.json().get("receiptNumber").asText();
    assertThat(number).matches("KW-2611-[0-9]{6}");
    HttpResponse<byte[]> receipt = fetch("/payments/" + payment.id() + "/receipt/pdf");
    assertThat(receipt.headers().firstValue("Content-Disposition"))
        .hasValue("inline; filename=\"" + number + ".pdf\"");
    picture(receipt.body(), "receipt-id");
    assertThat(text(receipt.body()))
        .contains("Kuitansi " + number, "Cara: transfer", "Referensi: BCA 7782")
        .contains("Diterima pada: 22 November 2026 12:00 WIB")
        .contains("Terbilang: seratus dua puluh lima ribu rupiah")
        .doesNotContain("BATAL", "Diterima oleh");
    assertThat(rows(receipt.body()))
        .containsSubsequence(
            "Diterima Rp 125.000",
            "Untuk tagihan " + invoice.json().get("number").asText() + " Rp 100.000",
            "Disimpan sebagai saldo pelanggan Rp 25.000");
  }

  @Test
  void a_receipt_for_money_taken_back_says_so() throws Exception {
    Reply payment = pay(invoice(50_000), "paper-back");
    Reply reversed =
        billing.post(
            "/payments/" + payment.id() + "/reverse",
            "{\"reason\": \"salah orang\"}",
            "Idempotency-Key",
            "paper-reverse");
    assertThat(reversed.status()).as(reversed.text()).isLessThan(300);
    String text = text(fetch("/payments/" + payment.id() + "/receipt/pdf?lang=en").body());
    assertThat(text)
        .contains(
            "Receipt " + payment.json().get("receiptNumber").asText(),
            "VOID",
            "By: cash",
            "Received by: test")
        .contains("This payment was taken back.");
  }

  @Test
  void many_long_lines_go_on_over_pages() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= 60; i++) {
      lines.append(
          "{\"description\": \"Baris %d %s\", \"amount\": %d},"
              .formatted(i, "panjang ".repeat(15) + "x".repeat(120), i));
    }
    Reply invoice =
        billing.post(
            "/invoices",
            "{\"customerId\": %d, \"dueDate\": \"2026-11-30\", \"lines\": [%s]}"
                .formatted(customer(), lines.substring(0, lines.length() - 1)));
    assertThat(invoice.status()).as(invoice.text()).isEqualTo(201);
    byte[] pdf = fetch("/invoices/" + invoice.id() + "/pdf").body();
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(document.getNumberOfPages()).isGreaterThan(2);
    }
    assertThat(text(pdf)).contains("Baris 1 ", "Baris 60 ", "Rp 1.830");
  }

  @Test
  void the_logo_stands_on_paper() throws Exception {
    byte[] png = LogoHttpTest.png(300, 100, false);
    assertThat(put("/settings/logo", "image/png", png).statusCode()).isEqualTo(204);
    Reply invoice = invoice(1_000);
    byte[] pdf = fetch("/invoices/" + invoice.id() + "/pdf").body();
    picture(pdf, "invoice-logo-id");
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(document.getPage(0).getResources().getXObjectNames()).hasSize(1);
    }
    assertThat(billing.delete("/settings/logo").status()).isEqualTo(204);
  }

  @Test
  void only_who_may_see_the_invoice_gets_it_on_paper() {
    Reply invoice = invoice(1_000);
    String technician = billing.service.tokens().create("teknisi kertas", Role.TECHNICIAN);
    String path = "/invoices/" + invoice.id() + "/pdf";
    assertThat(billing.as(technician, "GET", path, null).status()).isEqualTo(403);
    assertThat(billing.anonymous("GET", path).status()).isEqualTo(401);
    assertThat(billing.get("/invoices/999999/pdf").status()).isEqualTo(404);
    assertThat(billing.get("/payments/999999/receipt/pdf").status()).isEqualTo(404);
  }

  private static String rupiah(JsonNode money) {
    return Money.rupiah(money.get("amount").asLong()).text();
  }

  private static long customer() {
    return billing
        .post(
            "/customers",
            "{\"name\": \"Ani <b> Łatu\", \"address\": \"Jl. Mawar 2\", \"npwp\":"
                + " \"09.254.294.3-407.000\", \"confirmDuplicate\": true}")
        .id();
  }

  private static Reply invoice(long amount) {
    Reply made =
        billing.post(
            "/invoices",
            """
            {"customerId": %d, "dueDate": "2026-11-30", "lines": [{"description": "Internet 20 Mega", "amount": %d}]}"""
                .formatted(customer(), amount));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made;
  }

  private static Reply pay(Reply invoice, String key) {
    return billing.post(
        "/payments",
        "{\"invoiceId\": %d, \"method\": \"cash\"}".formatted(invoice.id()),
        "Idempotency-Key",
        key);
  }

  private static HttpResponse<byte[]> fetch(String path) throws Exception {
    return CLIENT.send(request(path).build(), BodyHandlers.ofByteArray());
  }

  private static HttpResponse<byte[]> put(String path, String type, byte[] body) throws Exception {
    return CLIENT.send(
        request(path).PUT(BodyPublishers.ofByteArray(body)).header("Content-Type", type).build(),
        BodyHandlers.ofByteArray());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + billing.service.httpPort() + "/api/v1" + path))
        .header("Authorization", "Bearer " + owner);
  }

  private static String text(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document);
    }
  }

  /** Line by line as the eye reads it: what stands at the right joins what stands at the left. */
  private static Stream<String> rows(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      PDFTextStripper stripper = new PDFTextStripper();
      stripper.setSortByPosition(true);
      return stripper.getText(document).lines();
    }
  }

  /** Kept for whoever wants to see it. */
  private static BufferedImage picture(byte[] pdf, String name) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      BufferedImage page = new PDFRenderer(document).renderImageWithDPI(0, 110);
      Path folder = Files.createDirectories(Path.of("target", "screenshots"));
      ImageIO.write(page, "png", folder.resolve(name + ".png").toFile());
      return page;
    }
  }

  /** What a camera reads. */
  private static String code(BufferedImage page) throws Exception {
    int width = page.getWidth();
    int height = page.getHeight();
    int[] pixels = page.getRGB(0, 0, width, height, null, 0, width);
    return new QRCodeReader()
        .decode(
            new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))))
        .getText();
  }
}
