package id.gerbang.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;

/** A running service with a plan, and files of customers that it is given. */
abstract class ImportsOverHttp extends MovingInOverHttp {

  static final String MESSY =
      """
      Nama;No. HP;Alamat;Wilayah;Paket;User PPPoE;Password;Tgl Tagihan;Tagih Mulai;Aktif Sampai;Label;Warna\r
      Budi Santoso;8123456789;"Jl. Melati 3; RT 02";Cibiru;10 mega;budi;rahasia1;1;01/12/2026;;rumah, lama;merah\r
      ;;;;;;;;;;;\r
      "Siti ""Ibu"" Aminah";0812-9999-000;Jl. Mawar 1;Cibiru;10 Mega;siti;rahasia2;;;31/12/2026;;\r
      Warung Tono;+62 811 222 333;;;;;;;;;;\r
      """;

  @BeforeEach
  void a_plan() {
    billing.tenMega();
  }

  JsonNode taken(String file, String more) {
    return take(request(file, more));
  }

  static String request(String file, String more) {
    return request(file.getBytes(StandardCharsets.UTF_8), "pelanggan.csv", more);
  }
}
