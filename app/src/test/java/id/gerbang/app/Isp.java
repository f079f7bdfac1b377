package id.gerbang.app;

import id.gerbang.app.bras.SimulatedBras;
import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.core.dictionary.Dictionary;
import id.gerbang.core.seal.Sealer;
import id.gerbang.core.seal.SealingKey;
import id.gerbang.radius.RadiusConfig;
import id.gerbang.radius.RadiusService;
import id.gerbang.radius.accounting.Retention;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.awaitility.Awaitility;

/** A small ISP for the tests: a database, the RADIUS service on it, facts written by SQL. */
final class Isp implements AutoCloseable {

  static final String SECRET = "rahasia-router-1";
  static final String BRAS_ADDRESS = "127.66.7.2";

  final DatabaseConfig database = TestDatabase.fresh();
  final Sealer sealer;
  private final Path directory;
  private final Clock clock;
  private RadiusService radius;

  Isp(Path directory, Clock clock) throws Exception {
    this.directory = directory;
    this.clock = clock;
    this.sealer = SealingKey.create(directory.resolve("seal.key"));
    this.radius = start();
  }

  private RadiusService start() throws Exception {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    return RadiusService.start(
        new RadiusConfig(
            database,
            loopback,
            0,
            0,
            loopback,
            directory,
            50,
            ZoneId.of("Asia/Jakarta"),
            Dictionary.read(Path.of(System.getProperty("gerbang.root"), "conf/dictionary")),
            Retention.DEFAULT),
        sealer,
        clock);
  }

  void restartRadius() throws Exception {
    radius.close();
    radius = start();
  }

  RadiusService radius() {
    return radius;
  }

  /** A router at {@link #BRAS_ADDRESS} and one subscriber on a plan of 10M down, 5M up. */
  void openForBusiness(String isolation) throws SQLException {
    update(
        "INSERT INTO router (id, name, address, secret_sealed, isolation, coa_port) VALUES (1, 'BRAS-01', ?::inet, ?, ?, 3799)",
        BRAS_ADDRESS,
        sealer.seal(SECRET.getBytes(StandardCharsets.UTF_8), "router:1:secret"),
        isolation);
    update("INSERT INTO plan (name) VALUES ('10 Mega')");
    update(
        "INSERT INTO plan_version (plan_id, version, price, download, upload) VALUES (1, 1, 150000, 10000000, 5000000)");
    update("INSERT INTO customer (number, name) VALUES ('C-00001', 'Budi')");
    subscriber(1, "budi", "rahasia");
    Awaitility.await().until(() -> radius.metrics().contains("gerbang_radius_subscribers 1"));
  }

  void subscriber(long id, String username, String password) throws SQLException {
    update(
        "INSERT INTO subscription (id, customer_id, plan_id, price_version, username, password_sealed) VALUES (?, 1, 1, 1, ?, ?)",
        id,
        username,
        sealer.seal(password.getBytes(StandardCharsets.UTF_8), "subscription:" + id + ":password"));
  }

  SimulatedBras bras() {
    return SimulatedBras.at(BRAS_ADDRESS)
        .identity("BRAS-01")
        .server("127.0.0.1", radius.authPort(), radius.acctPort())
        .secret(SECRET)
        .pool("isolir", "10.199.0.10")
        .redialAfter(Duration.ofMillis(100))
        .ownTimer()
        .start();
  }

  void update(String sql, Object... values) throws SQLException {
    try (Connection connection = TestDatabase.connect(database);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    }
  }

  List<String> column(String sql) throws SQLException {
    return TestDatabase.column(database, sql);
  }

  @Override
  public void close() {
    radius.close();
    TestDatabase.drop(database);
  }
}
