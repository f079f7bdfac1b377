package id.gerbang.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.RawRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code /metrics} says, and that it adds up. */
class MetricsTest {

  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-z_]+?)(_bucket|_sum|_count)?"
              + "(\\{[a-z]+=\"(?:[^\"\\\\]|\\\\.)*\"(?:,[a-z]+=\"(?:[^\"\\\\]|\\\\.)*\")*})? -?[0-9.E-]+");

  @TempDir Path directory;
  private Isp isp;
  private Nas nas;

  @BeforeEach
  void open() throws Exception {
    isp = new Isp(directory, Clock.systemUTC());
    isp.router(1, "127.66.1.1", "auto", 3799);
    isp.update("UPDATE router SET name = 'BRAS \"Utara\" \\1'");
    isp.subscriber(1, "budi", "rahasia");
    isp.awaitSubscribers(1);
    nas = new Nas("127.66.1.1");
    await().until(() -> isp.letsIn(nas, "budi", "rahasia"));
  }

  @AfterEach
  void close() {
    nas.close();
    isp.close();
  }

  @Test
  void what_came_in_is_what_became_of_it_at_each_port() throws Exception {
    byte[] start =
        RawRequest.of(Code.ACCOUNTING_REQUEST)
            .integer(Attribute.ACCT_STATUS_TYPE, 1)
            .text(Attribute.USER_NAME, "budi")
            .text(Attribute.ACCT_SESSION_ID, "81000001")
            .finish(Isp.SECRET);
    nas.ask(isp.radius().acctPort(), start);
    nas.ask(isp.radius().acctPort(), start);
    nas.send(isp.radius().acctPort(), new byte[] {4, 0, 0, 19});
    byte[] wrong = login("salah");
    for (int i = 0; i < 3; i++) {
      nas.send(isp.radius().authPort(), wrong);
    }
    nas.hear();
    try (Nas stranger = new Nas("127.66.1.77")) {
      stranger.send(isp.radius().authPort(), login("rahasia"));
    }
    nas.ask(isp.radius().authPort(), Isp.statusServer(Isp.SECRET));

    await()
        .untilAsserted(
            () -> {
              assertThat(isp.silences("unknown_router")).isEqualTo(1);
              assertThat(isp.silences("malformed")).isEqualTo(1);
              assertAddsUp("auth");
              assertAddsUp("acct");
            });
    assertThat(isp.metric("gerbang_radius_in_progress")).isZero();
    assertThat(isp.metric("gerbang_radius_repeated_total{port=\"acct\"}")).isEqualTo(1);
    assertThat(isp.metric("gerbang_radius_copies_dropped_total")).isEqualTo(2);
    assertThat(
            isp.metric("gerbang_radius_answers_total{answer=\"reject\",reason=\"wrong_password\"}"))
        .isEqualTo(1);
    String router = "{router=\"BRAS \\\"Utara\\\" \\\\1\"}";
    assertThat(isp.metric("gerbang_radius_router_silent_total" + router)).isEqualTo(1);
    assertThat(isp.metric("gerbang_radius_router_replied_total" + router))
        .isEqualTo(isp.metric("gerbang_radius_replied_total"));
    assertThat(isp.metric("gerbang_radius_answer_seconds_count{port=\"acct\"}")).isEqualTo(1);
    assertThat(isp.metric("gerbang_radius_journal_force_seconds_count")).isPositive();
  }

  @Test
  void the_text_is_as_prometheus_wants_it_and_each_family_is_described() {
    Set<String> described = new HashSet<>();
    Set<String> typed = new HashSet<>();
    Set<String> samples = new HashSet<>();
    String family = "";
    for (String line : isp.radius().metrics().lines().toList()) {
      if (line.startsWith("# HELP ")) {
        family = line.split(" ")[2];
        assertThat(described.add(family)).as(line).isTrue();
        assertThat(line).doesNotContain("not described yet");
      } else if (line.startsWith("# TYPE ")) {
        assertThat(line.split(" ")[2]).isEqualTo(family);
        assertThat(line.split(" ")[3]).isIn("counter", "gauge", "histogram");
        assertThat(line.endsWith(" counter")).isEqualTo(family.endsWith("_total"));
        typed.add(family);
      } else {
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        assertThat(line).startsWith(family);
        assertThat(samples.add(line.substring(0, line.lastIndexOf(' ')))).as(line).isTrue();
      }
    }
    assertThat(described).isEqualTo(typed).hasSizeGreaterThan(20);
  }

  @Test
  void the_manual_says_when_to_act_on_each() throws Exception {
    String manual = Files.readString(Path.of("../docs/operating.md"));
    List<String> families =
        isp.radius()
            .metrics()
            .lines()
            .filter(line -> line.startsWith("# TYPE "))
            .map(line -> line.split(" ")[2])
            .toList();
    assertThat(families).allSatisfy(family -> assertThat(manual).contains('`' + family + '`'));
  }

  @Test
  void what_is_described_is_measured() throws Exception {
    StringBuilder sources = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sources.append(Files.readString(file));
      }
    }
    String code = sources.toString();
    Set<String> described = new HashSet<>();
    Matcher names =
        Pattern.compile("gerbang_radius_[a-z_]+")
            .matcher(
                Files.readString(
                        Path.of("src/main/resources/id/gerbang/radius/ops/metrics.properties"))
                    + Files.readString(Path.of("../docs/operating.md")));
    while (names.find()) {
      described.add(names.group().replaceFirst("_(bucket|sum|count)$", ""));
    }
    assertThat(described).isNotEmpty().allSatisfy(name -> assertThat(code).contains(name));
  }

  private void assertAddsUp(String port) {
    String label = "{port=\"" + port + "\"}";
    assertThat(
            isp.metric("gerbang_radius_replied_total" + label)
                + isp.metric("gerbang_radius_repeated_total" + label)
                + isp.metric("gerbang_radius_copies_dropped_total" + label)
                + isp.metric("gerbang_radius_in_progress" + label)
                + isp.radius()
                    .metrics()
                    .lines()
                    .filter(line -> line.startsWith("gerbang_radius_silent_total{port=\"" + port))
                    .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum())
        .isEqualTo(isp.metric("gerbang_radius_received_total" + label));
  }

  private static byte[] login(String password) {
    return RawRequest.of(Code.ACCESS_REQUEST)
        .text(Attribute.USER_NAME, "budi")
        .pap(password, Isp.SECRET)
        .signature()
        .finish(Isp.SECRET);
  }
}
