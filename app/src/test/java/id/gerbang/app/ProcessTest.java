package id.gerbang.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.app.bras.BrasSession;
import id.gerbang.app.bras.DialResult;
import id.gerbang.app.bras.Modem;
import id.gerbang.app.bras.PasswordMethod;
import id.gerbang.app.bras.SimulatedBras;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The whole thing, from outside: a process, its HTTP API, its UDP ports, its SQL views. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProcessTest {

  private static final String ROUTER = "127.66.8.2";
  private static final String MAC = "4C:5E:0C:11:22:33";

  private static final AtomicInteger NUMBER = new AtomicInteger();

  @TempDir static Path directory;
  private static RunningGerbang gerbang;
  private static SimulatedBras bras;
  private static long customer;

  @BeforeAll
  static void start() throws Exception {
    gerbang = new RunningGerbang(directory.resolve("data"));
    customer = gerbang.openForBusiness(ROUTER);
    bras = gerbang.bras(ROUTER);
  }

  @AfterAll
  static void stop() throws Exception {
    bras.close();
    gerbang.close();
  }

  @Test
  @Order(1)
  void an_overdue_invoice_isolates_and_a_payment_brings_back_within_a_second() throws Exception {
    BrasSession session = dial();
    assertThat(session.rateLimit()).contains("5M/10M");
    session.transfer(1_000, 6_000_000_000L);
    session.interim();
    long invoice =
        gerbang
            .api
            .post(
                "invoices",
                """
                {"customerId": %d, "lines": [{"description": "Internet", "amount": 150000}], "dueDate": "%s"}"""
                    .formatted(customer, LocalDate.now().minusDays(3)))
            .get("id")
            .asLong();
    await().untilAsserted(() -> assertThat(session.addressList()).contains("isolir"));
    assertThat(session.rateLimit()).contains("128k/128k");
    gerbang.api.post("payments", "{\"invoiceId\": %d, \"method\": \"cash\"}".formatted(invoice));
    await()
        .atMost(Duration.ofSeconds(1))
        .pollInterval(Duration.ofMillis(5))
        .untilAsserted(() -> assertThat(session.addressList()).contains("aktif"));
    assertThat(session.rateLimit()).contains("5M/10M");
    assertThat(session.isOnline()).isTrue();
    assertThat(
            gerbang
                .api
                .get("sessions?online=true&username=budi")
                .get("items")
                .get(0)
                .get("outputOctets")
                .asLong())
        .isEqualTo(6_000_000_000L);
    assertThat(gerbang.report("SELECT sum(amount)::text FROM report.posting")).containsExactly("0");
  }

  @Test
  @Order(2)
  void the_story_is_told_in_indonesian_and_a_try_says_why() throws Exception {
    assertThat(gerbang.run("explain", "budi"))
        .contains("Budi Santoso")
        .contains("Diterima dengan kecepatan paket.")
        .contains("karena pembayaran diterima")
        .contains("karena tagihan lewat jatuh tempo");
    assertThat(gerbang.run("try", "budi", "--password", "rahasia-budi"))
        .contains("Access-Accept")
        .contains("Mikrotik-Rate-Limit = 5M/10M")
        .contains("ACTIVE: Diterima dengan kecepatan paket.");
    assertThat(gerbang.run("try", "budi", "--password", "salah", "--method", "chap"))
        .contains("Access-Reject")
        .contains("WRONG_PASSWORD");
  }

  @Test
  @Order(2)
  void a_try_speaks_every_method_and_asks_both_ports_whether_they_would_serve() throws Exception {
    for (String method : List.of("pap", "chap", "mschap", "mschapv2")) {
      assertThat(
              gerbang.run(
                  "try",
                  "budi",
                  "--password",
                  "rahasia-budi",
                  "--method",
                  method,
                  "--mac",
                  MAC,
                  "--router",
                  "BRAS-01"))
          .contains("Access-Accept", "ACTIVE");
    }
    assertThat(gerbang.run("try", "budi", "--password", "rahasia-budi", "--router", "tidak-ada"))
        .contains("Tidak ada router bernama tidak-ada")
        .doesNotContain("Access-Accept");
    assertThat(gerbang.run("try", "--status")).contains("Access-Accept", "Accounting-Response");
    assertThat(gerbang.run("try", "budi")).contains("--password").doesNotContain("\tat ");
  }

  @Test
  @Order(2)
  void a_story_of_nobody_says_so_and_fails() throws Exception {
    assertThat(gerbang.status("explain", "nobody")).isEqualTo(1);
    assertThat(gerbang.status("explain", "budi")).isZero();
  }

  @Test
  @Order(2)
  void the_metrics_of_all_parts_are_one_text_with_each_family_once() throws Exception {
    List<String> families =
        gerbang
            .admin("/metrics")
            .body()
            .lines()
            .filter(line -> line.startsWith("# TYPE "))
            .map(line -> line.split(" ")[2])
            .toList();
    assertThat(families)
        .doesNotHaveDuplicates()
        .contains(
            "gerbang_http_answers_total", "gerbang_radius_answers_total", "jvm_memory_used_bytes");
    assertThat(gerbang.log()).contains("accept user=budi router=BRAS-01 reason=ACTIVE");
  }

  @Test
  @Order(2)
  void a_member_of_staff_is_added_once() throws Exception {
    assertThat(gerbang.run("staff", "add", "siti", "--role", "billing"))
        .matches("\\w{4}(-\\w{4}){3}\\s*");
    assertThat(gerbang.run("staff", "add", "siti", "--role", "billing"))
        .isEqualToIgnoringNewLines("gerbang: name: is taken");
  }

  @Test
  @Order(2)
  void a_file_of_customers_is_taken_in_and_back_from_the_command_line() throws Exception {
    Path file = directory.resolve("pelanggan.csv");
    String rows =
        "Nama;HP;Paket;Username;Password\nAni;081100000001;Rumah 10 Mega;ani;rahasia-ani\n";
    Files.writeString(file, rows + "Tono;081200000002;20 Mega;tono;rahasia-tono\n");
    assertThat(gerbang.run("import", "csv", file.toString()))
        .contains("row 3 (Tono): refused plan is no plan that is sold: 20 Mega; there are Rumah")
        .contains("2 rows: 1 made, 0 there already, 1 wrong")
        .contains("none was taken in")
        .doesNotContain("rahasia-");
    assertThat(gerbang.status("import", "csv", file.toString(), "--dry-run")).isEqualTo(3);
    assertThat(gerbang.status("import", "csv", "tidak-ada.csv")).isEqualTo(1);
    assertThat(gerbang.status("explain", "ani")).as("so far nothing was made").isEqualTo(1);
    Files.writeString(file, rows);
    assertThat(gerbang.run("import", "csv", file.toString()))
        .contains("done: 1 rows: 1 made", "import 1; ./gerbang import undo 1 takes it back");
    assertThat(gerbang.run("try", "ani", "--password", "rahasia-ani")).contains("Access-Accept");
    assertThat(gerbang.run("import", "undo", "1"))
        .contains("undone: 1 rows", "1 taken back, 0 not");
    assertThat(gerbang.status("import", "undo", "7")).isEqualTo(1);
  }

  @Test
  @Order(3)
  void another_system_s_export_is_taken_in_from_the_command_line() throws Exception {
    Path file = directory.resolve("ppp.rsc");
    Files.writeString(
        file,
        """
        /ppp profile
        add name=10M rate-limit=5M/10M
        /ppp secret
        add name=wati password=rahasia-wati profile=10M service=pppoe
        add name=vpn password=rahasia-vpn profile=10M service=l2tp
        """);
    assertThat(gerbang.run("import", "ppp", file.toString()))
        .contains("plan 10M: refused", "none was taken in")
        .doesNotContain("rahasia-");
    assertThat(gerbang.run("import", "ppp", file.toString(), "--price", "10M=100000"))
        .contains("local secrets hide accounts of the same names here", "plan 10M: made")
        .contains("done: 2 rows: 1 made");
    assertThat(gerbang.run("try", "wati", "--password", "rahasia-wati")).contains("Access-Accept");
    assertThat(gerbang.run("import", "usermanager", file.toString(), "--without", "all"))
        .contains("choices.without: is of quotas, hours, secondFactors");
  }

  @Test
  @Order(3)
  void a_backup_link_answers_both_scripts_and_its_tunnel_logs_in() throws Exception {
    String scripts =
        gerbang
            .api
            .post(
                "backup-links?mode=secret",
                """
                {"customerId": %d, "vlan": 3067, "popAddress": "103.245.179.46/29", "innerLocal": "10.10.10.1",
                 "innerRemote": "10.10.10.2", "username": "USER-3067", "password": "user3067"}"""
                    .formatted(customer))
            .toString();
    assertThat(scripts).contains("VLAN-USER-3067").contains("connect-to=103.245.179.46");
    await()
        .untilAsserted(
            () ->
                assertThat(bras.dial(Modem.sstp("USER-3067", "user3067", "114.5.6.7")))
                    .isInstanceOfSatisfying(
                        DialResult.Connected.class,
                        up ->
                            assertThat(up.session().framedIp().getHostAddress())
                                .isEqualTo("10.10.10.2")));
  }

  @Test
  @Order(4)
  void with_postgresql_frozen_customers_log_in_and_accounting_is_kept() throws Exception {
    gerbang.freezeDatabase(true);
    String acctSessionId;
    try {
      BrasSession session = dial();
      acctSessionId = session.acctSessionId();
      session.transfer(11, 22);
      assertThat(session.interim()).isTrue();
    } finally {
      gerbang.freezeDatabase(false);
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(
                        gerbang.report(
                            "SELECT output_octets FROM report.session WHERE acct_session_id = '"
                                + acctSessionId
                                + "' ORDER BY started_at DESC LIMIT 1"))
                    .containsExactly("22"));
  }

  @Test
  @Order(5)
  void killed_in_the_middle_of_1000_records_every_acknowledged_one_is_there_once()
      throws Exception {
    List<String> sent = acknowledgedUntil(gerbang::kill);
    gerbang.start();
    assertAllThere(sent);
    assertThat(bras.dial("budi", "rahasia-budi", PasswordMethod.MSCHAPV2, MAC))
        .isInstanceOf(DialResult.Connected.class);
  }

  @Test
  @Order(6)
  void told_to_stop_in_the_middle_of_1000_records_it_is_gone_within_ten_seconds_and_owes_none()
      throws Exception {
    AtomicLong took = new AtomicLong();
    List<String> sent =
        acknowledgedUntil(
            () -> {
              long began = System.nanoTime();
              gerbang.close();
              took.set(System.nanoTime() - began);
            });
    assertThat(Duration.ofNanos(took.get())).isLessThan(Duration.ofSeconds(10));
    assertThat(gerbang.log()).doesNotContain("ContainerLifeCycle");
    gerbang.start();
    assertAllThere(sent);
  }

  /** How a process is brought to its end. */
  private interface Ending {
    void run() throws Exception;
  }

  /** Dials and reports from eight threads; answers what was acknowledged when the end came. */
  private static List<String> acknowledgedUntil(Ending ending) throws Exception {
    int subscribers = 1_000;
    ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
    ExecutorService dialling = Executors.newFixedThreadPool(8);
    for (int i = 0; i < subscribers; i++) {
      dialling.execute(
          () -> {
            if (bras.dial("budi", "rahasia-budi", PasswordMethod.PAP, MAC)
                instanceof DialResult.Connected up) {
              int mine = NUMBER.incrementAndGet();
              up.session().transfer(mine, 0);
              if (up.session().interim()) {
                acknowledged.add(up.session().acctSessionId() + " " + mine);
              }
            }
          });
    }
    await().atMost(Duration.ofMinutes(1)).until(() -> acknowledged.size() > 300);
    ending.run();
    dialling.shutdownNow();
    assertThat(dialling.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(acknowledged.size()).isLessThan(subscribers);
    return List.copyOf(acknowledged);
  }

  private static void assertAllThere(List<String> sent) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(
                        gerbang.report(
                            "SELECT acct_session_id || ' ' || input_octets FROM report.session"))
                    .containsAll(sent)
                    .doesNotHaveDuplicates());
  }

  private static BrasSession dial() {
    Optional<BrasSession> session =
        await()
            .until(
                () ->
                    bras.dial("budi", "rahasia-budi", PasswordMethod.MSCHAPV2, MAC)
                            instanceof DialResult.Connected up
                        ? Optional.of(up.session())
                        : Optional.<BrasSession>empty(),
                Optional::isPresent);
    return session.orElseThrow();
  }
}
