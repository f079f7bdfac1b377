package id.gerbang.billing.imports;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a column can mean, and by which headings it is known, in Indonesian and English. */
enum Target {
  NAME("name", "nama", "nama pelanggan", "nama lengkap", "pelanggan", "customer", "full name"),
  PHONE(
      "phone",
      "no hp",
      "hp",
      "nomor hp",
      "telepon",
      "telp",
      "no telp",
      "no telepon",
      "nomor telepon",
      "handphone",
      "wa",
      "no wa",
      "nomor wa",
      "whatsapp",
      "mobile",
      "phone number"),
  ADDRESS("address", "alamat", "alamat lengkap", "alamat pemasangan"),
  AREA("area", "wilayah", "daerah", "lokasi", "region"),
  EMAIL("email", "surel", "alamat email"),
  TAGS("tags", "tag", "label", "kategori"),
  NOTES("notes", "note", "catatan", "keterangan", "ket"),
  LATITUDE("latitude", "lat", "lintang", "mapPoint.latitude"),
  LONGITUDE("longitude", "lng", "lon", "long", "bujur", "mapPoint.longitude"),
  EXTERNAL_ID(
      "externalId", "id pelanggan", "kode pelanggan", "no pelanggan", "customer id", "id", "kode"),
  NPWP("npwp"),
  NIK("nik", "ktp", "no ktp"),
  PLAN("plan", "paket", "nama paket", "layanan", "package", "profile", "profil", "plan id"),
  USERNAME(
      "username", "user", "user name", "user pppoe", "username pppoe", "pppoe", "login", "akun"),
  PASSWORD("password", "pass", "sandi", "kata sandi", "password pppoe"),
  SERVICE("service", "jenis koneksi"),
  STATIC_IP("staticIp", "ip", "ip address", "alamat ip", "ip statis", "ip static"),
  BILLING("billing", "jenis tagihan", "tipe tagihan", "billing type", "pembayaran"),
  BILLING_DAY("billingDay", "tanggal tagihan", "tgl tagihan", "tgl tagih", "hari tagihan"),
  BILLED_FROM("billedFrom", "tagih mulai", "ditagih mulai"),
  ACTIVE_UNTIL(
      "activeUntil",
      "aktif sampai",
      "masa aktif",
      "berlaku sampai",
      "tanggal expired",
      "tgl expired",
      "expired",
      "expiry",
      "expiration");

  private final String key;
  private final List<String> headings;

  Target(String key, String... headings) {
    this.key = key;
    this.headings = Arrays.stream(headings).map(Target::plain).toList();
  }

  /** Its name in requests and answers. */
  String key() {
    return key;
  }

  static Optional<Target> named(String key) {
    return Arrays.stream(values()).filter(it -> it.key.equals(key)).findFirst();
  }

  static Optional<Target> meantBy(String heading) {
    String plain = plain(heading);
    return Arrays.stream(values())
        .filter(it -> plain(it.key).equals(plain) || it.headings.contains(plain))
        .findFirst();
  }

  static String keys() {
    return Arrays.stream(values()).map(Target::key).collect(Collectors.joining(", "));
  }

  /** {@code No. HP} and {@code no_hp} are the same heading. */
  private static String plain(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
