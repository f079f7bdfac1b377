package id.gerbang.billing.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.billing.BillingService;
import id.gerbang.core.access.Grant;
import id.gerbang.core.access.Reason;
import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.core.session.Granted;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stories over rows as both services leave them, read under billing's own role. */
class ExplanationTest {

  private static final Locale INDONESIAN = Locale.forLanguageTag("id");
  private static final ZoneId JAKARTA = ZoneId.of("Asia/Jakarta");
  private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

  private static final String AT_FULL_SPEED =
      granted(Reason.ACTIVE, "5M/10M", "aktif", Optional.empty());
  private static final String ISOLATED =
      granted(Reason.ISOLATED_UNPAID, "128k/128k", "isolir", Optional.empty());

  private DatabaseConfig database;
  private HikariDataSource pool;
  private Jdbi jdbi;

  @BeforeEach
  void an_isp_with_one_customer() {
    database = TestDatabase.fresh();
    pool = Pool.open(database, ServiceRole.BILLING, 2);
    jdbi = BillingService.jdbi(pool);
    sql(
        """
        INSERT INTO router (name, address, secret_sealed) VALUES ('bras-1', '10.0.0.1', '\\x00');
        INSERT INTO plan (name) VALUES ('10 Mega');
        INSERT INTO plan_version (plan_id, version, price, download, upload)
          VALUES (1, 1, 150000, 10000000, 5000000);
        INSERT INTO customer (number, name) VALUES ('C-00001', 'Budi Santoso');
        INSERT INTO subscription (customer_id, plan_id, price_version, username, password_sealed)
          VALUES (1, 1, 1, 'budi', '\\x00')""");
  }

  @AfterEach
  void close() {
    pool.close();
    TestDatabase.drop(database);
  }

  @Test
  void an_active_customer_in_indonesian() {
    session(AT_FULL_SPEED);
    event("2026-11-22T00:00:00Z", "accept", "ACTIVE", null);
    assertThat(tell("budi", INDONESIAN))
        .containsExactly(
            "Pelanggan",
            "  C-00001, Budi Santoso, nama pengguna \"budi\" (pppoe).",
            "  Paket 10 Mega: unduh 10 Mbit/s, unggah 5 Mbit/s, Rp 150.000 per bulan.",
            "Sekarang",
            "  Diterima dengan kecepatan paket. Kecepatan sekarang: unduh 10 Mbit/s, unggah 5 Mbit/s.",
            "Tagihan",
            "  Tidak ada tagihan yang belum lunas.",
            "  Belum pernah ada pembayaran.",
            "Sambungan",
            "  Tersambung lewat router bras-1 sejak 22 Nov 2026 07:00:00 WIB (3 jam), alamat 10.100.1.7.",
            "  Sudah mengunduh 1,25 GB, mengunggah 300 MB; laporan terakhir dari router 22 Nov 2026"
                + " 09:55:00 WIB.",
            "  Yang diberikan pada sambungan ini sesuai dengan hak pelanggan.",
            "Jawaban terakhir, terbaru dulu",
            "  22 Nov 2026 07:00:00 WIB, router bras-1: masuk diterima. Diterima dengan kecepatan"
                + " paket.");
  }

  @Test
  void what_was_heard_under_a_former_username_is_told_and_counted_as_the_customer_does() {
    session(AT_FULL_SPEED);
    event("2026-11-22T00:00:00Z", "accept", "ACTIVE", null);
    sql("UPDATE session SET username = 'budi.lama', subscriber_id = 1");
    sql("UPDATE access_event SET username = 'budi.lama', subscriber_id = 1");
    assertThat(tell("budi", INDONESIAN)).contains("  Tidak sedang tersambung.");

    sql("INSERT INTO former_username VALUES (1, 'budi.lama', '2026-11-22T01:00:00Z')");
    sql("UPDATE router SET swap_counters = true");
    assertThat(tell("budi", INDONESIAN))
        .contains(
            "  Tersambung lewat router bras-1 sejak 22 Nov 2026 07:00:00 WIB (3 jam), alamat 10.100.1.7.",
            "  Sudah mengunduh 300 MB, mengunggah 1,25 GB; laporan terakhir dari router 22 Nov 2026"
                + " 09:55:00 WIB.",
            "  22 Nov 2026 07:00:00 WIB, router bras-1: masuk diterima. Diterima dengan kecepatan"
                + " paket.");
  }

  @Test
  void a_device_is_told_of_by_its_mac_as_a_router_writes_it() {
    sql("UPDATE subscription SET username = '4c5e0c112233', mac_login = true");
    session(AT_FULL_SPEED);
    sql("UPDATE session SET username = '4C:5E:0C:11:22:33'");
    event("2026-11-22T00:00:00Z", "accept", "ACTIVE", null);
    sql("UPDATE access_event SET username = '4C:5E:0C:11:22:33', subscriber_id = 1");

    List<String> told = tell("4C-5E-0C-11-22-33", INDONESIAN);

    assertThat(told)
        .contains(
            "  C-00001, Budi Santoso, nama pengguna \"4c5e0c112233\" (pppoe).",
            "  Tersambung lewat router bras-1 sejak 22 Nov 2026 07:00:00 WIB (3 jam), alamat 10.100.1.7.",
            "  22 Nov 2026 07:00:00 WIB, router bras-1: masuk diterima. Diterima dengan kecepatan"
                + " paket.");
    assertThat(tell("4c5e0c112233", INDONESIAN)).isEqualTo(told);
  }

  @Test
  void an_overdue_customer_is_isolated_and_the_bill_says_why() {
    invoice("INV-2610-000001", "2026-11-10", 150_000, 50_000);
    invoice("INV-2611-000002", "2026-11-30", 150_000, 0);
    sql("UPDATE subscription SET unpaid_since = '2026-11-10T17:00:00Z', unpaid_action = 'isolate'");
    session(ISOLATED);
    event("2026-11-10T17:00:01Z", "coa-ack", "ISOLATED_UNPAID", "OVERDUE");
    assertThat(tell("budi", INDONESIAN))
        .contains(
            "  Diisolir karena tagihan lewat jatuh tempo; pembayaran membukanya kembali. Sambungan"
                + " tetap hidup, tetapi hanya bisa membuka halaman pembayaran. Kecepatan sekarang:"
                + " unduh 128 kbit/s, unggah 128 kbit/s.",
            "  Tagihan INV-2610-000001, jatuh tempo 10 Nov 2026: total Rp 150.000, sudah dibayar"
                + " Rp 50.000, sisa Rp 100.000. Lewat jatuh tempo sejak 11 Nov 2026 (12 hari).",
            "  Tagihan INV-2611-000002, jatuh tempo 30 Nov 2026: total Rp 150.000, sudah dibayar"
                + " Rp 0, sisa Rp 150.000.",
            "  Sisa seluruhnya: Rp 250.000.",
            "  Diisolir karena belum bayar sejak 11 Nov 2026 00:00:00 WIB.",
            "  Yang diberikan pada sambungan ini sesuai dengan hak pelanggan.",
            "  11 Nov 2026 00:00:01 WIB, router bras-1: perubahan pada sambungan yang hidup"
                + " diterapkan, karena tagihan lewat jatuh tempo. Diisolir karena tagihan lewat jatuh"
                + " tempo; pembayaran membukanya kembali.");
    assertThat(tell("budi", Locale.ENGLISH))
        .contains(
            "  Isolated because a bill is overdue; payment opens the connection again. The"
                + " connection stays up and reaches only the payment page. Speed now: download 128"
                + " kbit/s, upload 128 kbit/s.",
            "  Invoice INV-2610-000001, due 10 Nov 2026: total Rp 150.000, paid Rp 50.000, open Rp"
                + " 100.000. Overdue since 11 Nov 2026 (12 days).",
            "  Isolated for non-payment since 11 Nov 2026 00:00:00 WIB.");
  }

  @Test
  void each_router_s_own_isolation_is_named_where_it_matters() {
    sql(
        """
        INSERT INTO router (name, address, secret_sealed, isolation, enabled) VALUES
          ('bras-2', '10.0.0.2', '\\x00', 'reject', true), ('bras-3', '10.0.0.3', '\\x00', 'pool', true),
          ('bras-4', '10.0.0.4', '\\x00', 'list', true), ('bras-5', '10.0.0.5', '\\x00', 'list', false);
        UPDATE subscription SET unpaid_since = now(), unpaid_action = 'isolate'""");
    List<String> lines = tell("budi", Locale.ENGLISH);
    assertThat(lines).anyMatch(line -> line.startsWith("  On router bras-1, bras-4: Isolated"));
    assertThat(lines)
        .contains(
            "  On router bras-2: Refused because a bill is overdue; payment opens the connection"
                + " again.",
            "  Router bras-5 is switched off in Gerbang: every login there is refused.");
    assertThat(lines)
        .anyMatch(
            line -> line.startsWith("  On router bras-3: Isolated") && line.contains("reconnect"));
  }

  @Test
  void who_paid_and_is_still_isolated_sees_that_the_router_is_behind() {
    sql(
        """
        INSERT INTO payment (customer_id, amount, method, reference, received_at, recorded_at, recorded_by) VALUES
          (1, 150000, 'cash', NULL, '2026-10-05T02:00:00Z', now(), 'staff:ani'),
          (1, 175000, 'qris', 'TRX-9', '2026-11-22T02:59:59Z', now(), 'staff:ani');
        WITH entry AS (INSERT INTO ledger_entry (kind, posted_at, posted_by) VALUES ('payment', now(), 'x') RETURNING id)
        INSERT INTO ledger_posting (entry_id, account, customer_id, amount)
          SELECT id, account, 1, amount FROM entry, (VALUES ('bank', 25000), ('customer_credit', -25000)) p (account, amount)""");
    session(ISOLATED);
    assertThat(tell("budi", INDONESIAN))
        .containsSubsequence(
            "  Diterima dengan kecepatan paket. Kecepatan sekarang: unduh 10 Mbit/s, unggah 5 Mbit/s.",
            "  Tidak ada tagihan yang belum lunas.",
            "  Saldo titipan pelanggan: Rp 25.000.",
            "  Dibayar Rp 175.000 pada 22 Nov 2026 09:59:59 WIB, qris, referensi TRX-9.",
            "  Dibayar Rp 150.000 pada 5 Okt 2026 09:00:00 WIB, tunai.",
            "  Router belum menerapkan perubahan kecepatan atau isolir; Gerbang terus mengirimkannya.",
            "  Yang masih berlaku padanya: Diisolir karena tagihan lewat jatuh tempo; pembayaran"
                + " membukanya kembali.");
  }

  @Test
  void a_hold_names_who_and_why_and_until_when() {
    sql(
        """
        UPDATE subscription SET held_since = '2026-11-20T02:00:00Z', held_reason = 'menyebar virus',
          held_until = '2026-11-23T02:00:00Z';
        INSERT INTO audit (at, actor, action, object) VALUES
          ('2026-11-20T02:00:00Z', 'staff:rina', 'subscription.isolate', 'subscription:1')""");
    session(AT_FULL_SPEED);
    assertThat(tell("budi", INDONESIAN))
        .containsSubsequence(
            "Ditahan petugas",
            "  Ditahan oleh rina sejak 20 Nov 2026 09:00:00 WIB.",
            "  Alasan: menyebar virus.",
            "  Sampai 23 Nov 2026 09:00:00 WIB.");
    sql("UPDATE subscription SET held_until = NULL, held_until_paid = true");
    assertThat(tell("budi", Locale.ENGLISH))
        .containsSubsequence(
            "  Held by rina since 20 Nov 2026 09:00:00 WIB.",
            "  Reason: menyebar virus.",
            "  Until nothing is owed any more.");
    sql("UPDATE subscription SET held_until = '2026-11-21T02:00:00Z', held_until_paid = false");
    assertThat(tell("budi", Locale.ENGLISH))
        .contains(
            "  Let in at the speed of the plan. Speed now: download 10 Mbit/s, upload 5 Mbit/s.",
            "  It ended on 21 Nov 2026 09:00:00 WIB.");
  }

  @Test
  void an_expired_customer_of_a_rejecting_router_has_a_session_to_end() {
    sql(
        """
        UPDATE router SET isolation = 'reject';
        UPDATE subscription SET billing = 'prepaid', active_until = '2026-11-21T17:00:00Z'""");
    session(AT_FULL_SPEED);
    assertThat(tell("budi", INDONESIAN))
        .contains(
            "  Ditolak karena masa aktif habis.",
            "  Sambungan ini tidak berhak hidup lagi; Gerbang memutusnya.");
    assertThat(tell("budi", Locale.ENGLISH))
        .contains(
            "  Refused because the paid period is over.",
            "  This connection has no right to be up any more; Gerbang cuts it.");
  }

  @Test
  void another_address_or_password_costs_a_redial() {
    sql(
        "UPDATE subscription SET static_ip = '10.100.9.9', billing = 'prepaid', active_until = '2026-12-01T00:00:00Z'");
    session(AT_FULL_SPEED);
    assertThat(tell("budi", Locale.ENGLISH))
        .contains(
            "  Let in at the speed of the plan. Speed now: download 10 Mbit/s, upload 5 Mbit/s."
                + " Fixed address 10.100.9.9. Paid until 1 Dec 2026 07:00:00 WIB.",
            "  This connection has to be dialled again to get what the customer is entitled to;"
                + " Gerbang cuts it for that.");
  }

  @Test
  void a_login_without_a_connection_is_told_with_what_may_be_wrong() {
    sql(
        """
        INSERT INTO access_event (at, router_id, username, answer, reason, detail) VALUES
          ('2026-11-22T02:15:00Z', 1, 'budi', 'no-start', 'ACTIVE', 'causes=pool-missing,accounting-off')""");
    assertThat(tell("budi", Locale.ENGLISH))
        .anyMatch(
            line ->
                line.startsWith("  22 Nov 2026 09:15:00 WIB, router bras-1: let in, but no")
                    && line.endsWith(
                        "The router may not have the address pool that the plan names."
                            + " Accounting may be off on the router for this service."));
  }

  @Test
  void who_is_not_connected_is_told_when_he_last_was() {
    session(AT_FULL_SPEED);
    sql("UPDATE session SET stopped_at = '2026-11-22T02:30:00Z', terminate_cause = 1");
    assertThat(tell("budi", INDONESIAN))
        .contains(
            "  Tidak sedang tersambung; sambungan terakhir berakhir 22 Nov 2026 09:30:00 WIB.");
  }

  @Test
  void an_unknown_name_is_told_with_its_refusals_and_the_names_near_it() {
    sql(
        """
        INSERT INTO access_event (at, router_id, username, answer, reason) VALUES
          ('2026-11-22T02:14:00Z', 1, 'Budi ', 'reject', 'UNKNOWN_USER'),
          ('2026-11-22T02:15:00Z', 1, 'BUDI', 'reject', 'UNKNOWN_USER')""");
    assertThat(tell("Budi ", INDONESIAN))
        .containsExactly(
            "Nama pengguna tidak dikenal",
            "  Tidak ada langganan dengan nama pengguna \"Budi \".",
            "  Apakah maksudnya \"budi\"? Bedanya hanya huruf besar-kecil atau spasi, dan keduanya"
                + " berpengaruh.",
            "Percobaan masuk terakhir yang ditolak, terbaru dulu",
            "  22 Nov 2026 09:14:00 WIB, router bras-1: masuk ditolak. Ditolak: nama pengguna tidak"
                + " dikenal.");
    assertThat(tell("siti", Locale.ENGLISH))
        .containsExactly(
            "Unknown username",
            "  There is no subscription with the username \"siti\".",
            "Last refused logins, newest first",
            "  No login with this name was refused.");
  }

  @Test
  void a_deleted_subscription_is_unknown_but_not_forgotten() {
    sql("UPDATE subscription SET archived_at = '2026-11-01T00:00:00Z'");
    assertThat(tell("budi", Locale.ENGLISH))
        .contains("  One with this name was deleted on 1 Nov 2026 07:00:00 WIB.");
  }

  @Test
  void only_the_last_ten_answers_are_told_newest_first() {
    for (int hour = 0; hour < 12; hour++) {
      event("2026-11-21T%02d:00:00Z".formatted(hour), "accept", "ACTIVE", null);
    }
    List<String> answers =
        tell("budi", Locale.ENGLISH).stream()
            .filter(line -> line.contains("login let in"))
            .toList();
    assertThat(answers).hasSize(10);
    assertThat(answers.get(0)).startsWith("  21 Nov 2026 18:00:00 WIB");
  }

  @Test
  void a_name_can_t_write_to_the_reader_s_screen() {
    assertThat(tell("bu\u001b[2Jdi{0}", Locale.ENGLISH).get(1))
        .isEqualTo("  There is no subscription with the username \"bu\\x1B[2Jdi{0}\".");
  }

  @Test
  void the_clock_is_the_isp_s() {
    event("2026-11-21T23:30:00Z", "accept", "ACTIVE", null);
    assertThat(story("budi", Locale.ENGLISH, "Asia/Makassar"))
        .anyMatch(line -> line.startsWith("  22 Nov 2026 07:30:00 WITA, router bras-1"));
    assertThat(story("budi", Locale.ENGLISH, "Asia/Jayapura"))
        .anyMatch(line -> line.startsWith("  22 Nov 2026 08:30:00 WIT, router bras-1"));
    assertThat(story("budi", Locale.ENGLISH, "UTC"))
        .anyMatch(line -> line.startsWith("  21 Nov 2026 23:30:00 UTC, router bras-1"));
  }

  private List<String> tell(String username, Locale language) {
    return story(username, language, JAKARTA.getId());
  }

  private List<String> story(String username, Locale language, String zone) {
    return jdbi.withHandle(
            handle -> Explanation.of(handle, username, NOW, ZoneId.of(zone), language))
        .lines();
  }

  private static String granted(Reason reason, String rate, String list, Optional<Instant> end) {
    return Granted.of(
            reason, new Grant(Optional.of(rate), list, end, Optional.empty(), Optional.empty(), 1))
        .text();
  }

  private void session(String granted) {
    sql(
        """
        INSERT INTO session (router_id, acct_session_id, username, subscriber_id, granted, framed_ip,
                             started_at, updated_at, heard_at, input_octets, output_octets)
        VALUES (1, '81000001', 'budi', 1, '%s', '10.100.1.7',
                '2026-11-22T00:00:00Z', '2026-11-22T02:55:00Z', now(), 300000000, 1250000000)"""
            .formatted(granted));
  }

  private void invoice(String number, String due, long total, long paid) {
    sql(
        """
        INSERT INTO invoice (number, customer_id, issued_at, due_date, total, paid)
        VALUES ('%s', 1, '2026-11-01T00:00:00Z', '%s', %d, %d)"""
            .formatted(number, due, total, paid));
  }

  private void event(String at, String answer, String reason, String cause) {
    sql(
        "INSERT INTO access_event (at, router_id, username, answer, reason, cause) VALUES"
            + " ('%s', 1, 'budi', '%s', '%s', %s)"
                .formatted(at, answer, reason, cause == null ? "NULL" : "'" + cause + "'"));
  }

  private void sql(String sql) {
    TestDatabase.execute(database, sql);
  }
}
