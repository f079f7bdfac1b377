package id.gerbang.app;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.app.bras.SimulatedBras;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** `gerbang run` as a process of its own, as an ISP has it: to be used, frozen and killed. */
final class RunningGerbang implements AutoCloseable {

  static final String TOKEN = "gbg_test_token_0123456789abcdef0123";
  static final String SECRET = "rahasia-router-1";

  final Path data;
  final DemoApi api;
  private final int authPort = freeUdpPort();
  private final int acctPort = freeUdpPort();
  private final int httpPort = freeTcpPort();
  private final int adminPort = freeTcpPort();
  private final int httpsPort = freeTcpPort();
  private Process process;

  RunningGerbang(Path data) throws IOException {
    this.data = data;
    this.api = new DemoApi(httpPort, TOKEN);
    start();
  }

  void start() throws IOException {
    begin();
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(100))
        .failFast("gerbang ended: " + logFile(), () -> !process.isAlive())
        .until(() -> Files.exists(data.resolve("running.properties")));
  }

  /** Starts the process, and waits for nothing. */
  void begin() throws IOException {
    ProcessBuilder builder = command("run").redirectErrorStream(true);
    process = builder.redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile())).start();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** A page of the admin port: {@code /healthcheck}, {@code /metrics}. */
  HttpResponse<String> admin(String page) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + page)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  /** What it printed so far. */
  String log() throws IOException {
    return Files.readString(logFile());
  }

  private Path logFile() {
    return data.resolveSibling("gerbang.log");
  }

  /** Another command of the same installation; answers what it printed. */
  String run(String... arguments) throws IOException, InterruptedException {
    Process command = command(arguments).redirectErrorStream(true).start();
    String said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    command.waitFor();
    return said;
  }

  /** With what another command of the same installation ended. */
  int status(String... arguments) throws IOException, InterruptedException {
    return command(arguments)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** The compiler's flags of this JVM hold for those that it starts, too. */
  static List<String> ownFlags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("-XX:"))
        .toList();
  }

  private ProcessBuilder command(String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(ownFlags());
    words.add("-Dgerbang.home=" + System.getProperty("gerbang.root"));
    words.add("-cp");
    words.add(System.getProperty("java.class.path"));
    words.add(Main.class.getName());
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder
        .environment()
        .putAll(
            Map.of(
                "GERBANG_DATA", data.toString(),
                "GERBANG_KEY_FILE", data.resolve("seal.key").toString(),
                "GERBANG_AUTH_PORT", Integer.toString(authPort),
                "GERBANG_ACCT_PORT", Integer.toString(acctPort),
                "GERBANG_HTTP_PORT", Integer.toString(httpPort),
                "GERBANG_ADMIN_PORT", Integer.toString(adminPort),
                "GERBANG_HTTPS_PORT", Integer.toString(httpsPort),
                "GERBANG_API_TOKEN", TOKEN,
                "GERBANG_LANG", "id"));
    return builder;
  }

  SimulatedBras bras(String address) {
    return SimulatedBras.at(address)
        .identity("BRAS-01")
        .server("127.0.0.1", authPort, acctPort)
        .secret(SECRET)
        .pool("isolir", "10.199.0.10")
        .redialAfter(Duration.ofMillis(100))
        .ownTimer()
        .start();
  }

  AccountingStorm storm(String address) throws IOException {
    return new AccountingStorm(address, acctPort, SECRET);
  }

  /** Octets of journal that PostgreSQL does not have yet. */
  long lag() throws IOException, InterruptedException {
    return admin("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("gerbang_radius_journal_lag_octets "))
        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }

  /** A router, a plan of 10M down and 5M up, and a customer who logs in as budi. */
  long openForBusiness(String routerAddress) throws IOException, InterruptedException {
    api.post(
        "routers",
        """
        {"name": "BRAS-01", "address": "%s", "secret": "%s", "isolation": "list"}"""
            .formatted(routerAddress, SECRET));
    JsonNode plan =
        api.post(
            "plans",
            """
            {"name": "Rumah 10 Mega", "price": 150000,
             "rateLimit": {"download": 10000000, "upload": 5000000}}""");
    return api.post(
            "customers",
            """
            {"name": "Budi Santoso", "phone": "081234567890",
             "subscription": {"planId": %d, "username": "budi", "password": "rahasia-budi"}}"""
                .formatted(plan.get("id").asLong()))
        .get("id")
        .asLong();
  }

  /** As `kill -9` of PostgreSQL alone. */
  void killDatabase() throws IOException {
    Path pid = data.resolve("pg/data/postmaster.pid");
    ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).get(0).strip()))
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  /** As `kill -9`: PostgreSQL is left behind. */
  void kill() throws InterruptedException, IOException {
    Files.deleteIfExists(data.resolve("running.properties"));
    process.destroyForcibly().waitFor();
  }

  /** Stops PostgreSQL where it is, as a disk or a host that hangs would. */
  void freezeDatabase(boolean frozen) throws IOException, InterruptedException {
    long postmaster =
        Long.parseLong(Files.readAllLines(data.resolve("pg/data/postmaster.pid")).get(0).strip());
    ProcessHandle handle = ProcessHandle.of(postmaster).orElseThrow();
    List<String> words = new ArrayList<>(List.of("kill", frozen ? "-STOP" : "-CONT"));
    Stream.concat(Stream.of(handle), handle.descendants())
        .forEach(each -> words.add(Long.toString(each.pid())));
    new ProcessBuilder(words).start().waitFor();
  }

  /** The first column, by the login for reports. */
  List<String> report(String sql) throws IOException, SQLException {
    String url = Files.readString(data.resolve("report.url")).strip();
    String user = url.substring("postgresql://".length(), url.indexOf('@'));
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://" + url.substring(url.indexOf('@') + 1),
                user.split(":")[0],
                user.split(":")[1]);
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  static int freeUdpPort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
      return socket.getLocalPort();
    }
  }

  static int freeTcpPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    process.waitFor();
  }
}
