package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.money.MovableClock;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A running service with a plan, and files of customers that it is given. */
abstract class ImportsOverHttp {

  static final String MESSY =
      """
      Nama;No. HP;Alamat;Wilayah;Paket;User PPPoE;Password;Tgl Tagihan;Tagih Mulai;Aktif Sampai;Label;Warna\r
      Budi Santoso;8123456789;"Jl. Melati 3; RT 02";Cibiru;10 mega;budi;rahasia1;1;01/12/2026;;rumah, lama;merah\r
      ;;;;;;;;;;;\r
      "Siti ""Ibu"" Aminah";0812-9999-000;Jl. Mawar 1;Cibiru;10 Mega;siti;rahasia2;;;31/12/2026;;\r
      Warung Tono;+62 811 222 333;;;;;;;;;;\r
      """;

  final MovableClock clock = new MovableClock("2026-11-10T17:30:00Z");
  final RunningBilling billing = new RunningBilling(clock, List.of());

  /** No day that the clock is moved over bills what was imported before the test goes on. */
  @BeforeEach
  void a_plan() {
    billing.tenMega();
    assertThat(billing.put("/settings", "{\"billing\": {\"automatic\": false}}").status())
        .isEqualTo(200);
  }

  @AfterEach
  void close() {
    billing.close();
  }

  JsonNode taken(String file, String more) {
    Reply reply =
        billing.post(
            "/imports", request(file, more), "Idempotency-Key", "key " + System.nanoTime());
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return reply.json();
  }

  static List<Integer> counts(JsonNode it) {
    return List.of(
        it.path("rows").asInt(-1),
        it.path("made").asInt(-1),
        it.path("skipped").asInt(-1),
        it.path("refused").asInt(-1));
  }

  static String request(String file, String more) {
    return request(file.getBytes(StandardCharsets.UTF_8), "pelanggan.csv", more);
  }

  static String request(byte[] file, String name, String more) {
    return "{\"name\": \"%s\", \"content\": \"%s\"%s}"
        .formatted(name, Base64.getEncoder().encodeToString(file), more);
  }
}
