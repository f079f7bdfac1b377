package id.gerbang.radius;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.core.dictionary.Dictionary;
import id.gerbang.core.seal.Sealer;
import id.gerbang.core.seal.SealingKey;
import id.gerbang.radius.accounting.Retention;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Authenticators;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RequestWriter;
import id.gerbang.radius.packet.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A small ISP for the tests: a database, the RADIUS service on it, facts written by SQL. */
public final class Isp implements AutoCloseable {

  public static final String SECRET_TEXT = "testing123-lab";
  public static final Secret SECRET = Secret.of(SECRET_TEXT);

  private static final Dictionary DICTIONARY =
      Dictionary.read(Path.of(System.getProperty("gerbang.root"), "conf/dictionary"));
  private static final SecureRandom RANDOM = new SecureRandom();

  private final AtomicInteger identifier = new AtomicInteger();
  private final DatabaseConfig database = TestDatabase.fresh();
  private final Sealer sealer;
  private final RadiusService radius;
  private boolean stopped;

  /** Opens with one plan, of 10M down and 5M up, and its one customer. */
  public Isp(Path directory, Clock clock) throws Exception {
    this(directory, clock, InetAddress.getByName("127.0.0.1"));
  }

  /** The same, listening on another address. */
  public Isp(Path directory, Clock clock, InetAddress address) throws Exception {
    sealer = SealingKey.create(directory.resolve("seal.key"));
    update("INSERT INTO plan (name) VALUES ('10 Mega')");
    update(
        "INSERT INTO plan_version (plan_id, version, price, download, upload)"
            + " VALUES (1, 1, 150000, 10000000, 5000000)");
    update("INSERT INTO customer (number, name) VALUES ('C-00001', 'Budi')");
    radius = start(directory, database, clock, address);
    await().until(() -> radius.health().get("radius-directory").isEmpty());
  }

  /** One more node on the same database. */
  public RadiusService node(Path data, Clock clock) throws IOException {
    RadiusService node = start(data, database, clock);
    await().until(() -> node.health().get("radius-directory").isEmpty());
    return node;
  }

  /** Another process of this ISP, under the same key. */
  RadiusService start(Path data, DatabaseConfig at, Clock clock) throws IOException {
    return start(data, at, clock, InetAddress.getByName("127.0.0.1"));
  }

  private RadiusService start(Path data, DatabaseConfig at, Clock clock, InetAddress address) {
    return RadiusService.start(
        new RadiusConfig(
            at,
            address,
            0,
            0,
            address,
            data,
            50,
            ZoneId.of("Asia/Jakarta"),
            DICTIONARY,
            Retention.DEFAULT),
        sealer,
        clock);
  }

  public RadiusService radius() {
    return radius;
  }

  public DatabaseConfig database() {
    return database;
  }

  /** A router under {@link #SECRET}. */
  public void router(long id, String address, String signature, int coaPort) throws SQLException {
    update(
        "INSERT INTO router (id, name, address, secret_sealed, require_message_authenticator, coa_port)"
            + " VALUES (?, ?, ?::inet, ?, ?, ?)",
        id,
        "BRAS-" + id,
        address,
        sealed(SECRET_TEXT, "router:" + id + ":secret"),
        signature,
        coaPort);
  }

  /** One without an address: known by NAS-Identifier and secret. */
  public void movingRouter(long id, String identifier, String secret, int coaPort)
      throws SQLException {
    update(
        "INSERT INTO router (id, name, nas_identifier, secret_sealed, coa_port) VALUES (?, ?, ?, ?, ?)",
        id,
        "BRAS-" + id,
        identifier,
        sealed(secret, "router:" + id + ":secret"),
        coaPort);
  }

  public void subscriber(long id, String username, String password) throws SQLException {
    update(
        "INSERT INTO subscription (id, customer_id, plan_id, price_version, username, password_sealed)"
            + " VALUES (?, 1, 1, 1, ?, ?)",
        id,
        username,
        sealed(password, "subscription:" + id + ":password"));
  }

  /** Of the built-in router that `gerbang try` speaks as. */
  public Secret trySecret() {
    return TryRouter.secret(sealer);
  }

  public byte[] sealed(String text, String row) {
    return sealer.seal(text.getBytes(UTF_8), row);
  }

  /** A PAP login as RouterOS does it, and the genuine answer to it. */
  public RadiusPacket login(Nas nas, String username, String password) throws Exception {
    byte[] request = request(username, password);
    return genuine(nas.ask(radius.authPort(), request), request);
  }

  /** The same of a server that may be silent at first, as while pools are not read yet. */
  public RadiusPacket loginInTheEnd(Nas nas, String username, String password) throws Exception {
    byte[] request = request(username, password);
    return genuine(nas.insist(radius.authPort(), request), request);
  }

  private byte[] request(String username, String password) {
    return RequestWriter.accessRequest(identifier.getAndIncrement() & 0xff, RANDOM)
        .text(Attribute.USER_NAME, username)
        .integer(Attribute.FRAMED_PROTOCOL, 1)
        .userPassword(password.getBytes(UTF_8), SECRET)
        .finish(SECRET);
  }

  private static RadiusPacket genuine(byte[] octets, byte[] request) throws Exception {
    RadiusPacket reply = Packets.packet(octets);
    assertThat(Authenticators.isReplyGenuine(reply, request, SECRET)).isTrue();
    return reply;
  }

  /** What a client sends to see whether a server is alive (RFC 5997 §3). */
  public static byte[] statusServer(Secret secret) {
    return RequestWriter.statusServer(0, RANDOM).finish(secret);
  }

  public boolean letsIn(Nas nas, String username, String password) throws Exception {
    return login(nas, username, password).code() == Code.ACCESS_ACCEPT;
  }

  /**
   * Until a router and a subscriber are known: a router that is not known yet hears nothing, and
   * asks again. From a port of its own, which late answers to what was asked again come to.
   */
  public void awaitLetIn(Nas nas, String username, String password) throws Exception {
    try (Nas asking = new Nas(nas.address().getAddress().getHostAddress())) {
      await()
          .until(
              () -> {
                byte[] request = request(username, password);
                byte[] reply = asking.insist(radius.authPort(), request);
                return genuine(reply, request).code() == Code.ACCESS_ACCEPT;
              });
    }
  }

  /** Until the directory holds so many. */
  public void awaitSubscribers(int number) {
    await().until(() -> metric("gerbang_radius_subscribers") == number);
  }

  /** A value of the metrics, over all labels; 0 for a counter that never counted. */
  public long metric(String name) {
    return sum(line -> line.startsWith(name + ' ') || line.startsWith(name + '{'));
  }

  /** Whether what was noted so far is in {@code access_event}. */
  public boolean eventsAreStored() {
    return metric("gerbang_radius_access_events_unwritten") == 0
        && metric("gerbang_radius_access_events_lag_octets") == 0;
  }

  private long sum(Predicate<String> samples) {
    return radius
        .metrics()
        .lines()
        .filter(samples)
        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** How often there was no answer for this reason. */
  public long silences(String reason) {
    return sum(
        line ->
            line.startsWith("gerbang_radius_silent_total{")
                && line.contains("reason=\"" + reason + "\""));
  }

  public void update(String sql, Object... values) throws SQLException {
    try (Connection connection = TestDatabase.connect(database);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    }
  }

  public List<String> column(String sql) throws SQLException {
    return TestDatabase.column(database, sql);
  }

  /** Stops the service; the database stays. */
  public void stop() {
    if (!stopped) {
      stopped = true;
      radius.close();
    }
  }

  @Override
  public void close() {
    stop();
    TestDatabase.drop(database);
  }
}
