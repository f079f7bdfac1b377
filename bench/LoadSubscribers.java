import id.gerbang.app.postgres.DatabaseAccess;
import id.gerbang.app.postgres.EmbeddedDatabase;
import id.gerbang.core.seal.Sealer;
import id.gerbang.core.seal.SealingKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;

/**
 * Fills a running installation for a benchmark: routers at 127.0.0.1 and 127.0.1.1, and users
 * user000001… with passwords pass000001…. Run as {@code java -cp app/target/gerbang.jar
 * bench/LoadSubscribers.java DATA COUNT SECRET [URL USER PASSWORD]}: without a JDBC URL into the
 * embedded PostgreSQL of DATA. With SESSIONS in the environment, so many of them are online; with
 * LEASES, so many have an address of a pool.
 */
public final class LoadSubscribers {

  private static final int BATCH = 10_000;

  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    Sealer sealer = SealingKey.read(data.resolve("seal.key"));
    try (Connection connection = connect(data, arguments)) {
      connection.setAutoCommit(false);
      router(connection, sealer, 1, "127.0.0.1", arguments[2]);
      router(connection, sealer, 2, "127.0.1.1", arguments[2]);
      try (Statement statement = connection.createStatement()) {
        statement.execute("INSERT INTO plan (name) VALUES ('bench')");
        statement.execute(
            "INSERT INTO plan_version (plan_id, version, price, download, upload)"
                + " SELECT max(id), 1, 150000, 10000000, 5000000 FROM plan");
        statement.execute("INSERT INTO customer (number, name) VALUES ('C-BENCH', 'bench')");
      }
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO subscription (id, customer_id, plan_id, price_version, username, password_sealed)"
                  + " SELECT ?, (SELECT max(id) FROM customer), (SELECT max(id) FROM plan), 1, ?, ?")) {
        for (int i = 1; i <= count; i++) {
          byte[] password = String.format("pass%06d", i).getBytes(StandardCharsets.UTF_8);
          insert.setLong(1, i);
          insert.setString(2, String.format("user%06d", i));
          insert.setBytes(3, sealer.seal(password, "subscription:" + i + ":password"));
          insert.addBatch();
          if (i % BATCH == 0) {
            insert.executeBatch();
          }
        }
        insert.executeBatch();
      }
      sessions(connection, Integer.parseInt(System.getenv().getOrDefault("SESSIONS", "0")));
      leases(connection, Integer.parseInt(System.getenv().getOrDefault("LEASES", "0")));
      connection.commit();
    }
  }

  /** Whose grants are not known, as after a move: nothing follows from that alone. */
  private static void sessions(Connection connection, int count) throws Exception {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO session (router_id, acct_session_id, username, subscriber_id, framed_ip,"
                + " calling_station_id, nas_port, started_at, updated_at, heard_at)"
                + " SELECT 1, '81' || lpad(to_hex(i), 6, '0'), 'user' || lpad(i::text, 6, '0'), i,"
                + " inet '10.0.0.0' + i, '02:00:00:' || upper(regexp_replace(lpad(to_hex(i), 6, '0'),"
                + " '(..)(..)(..)', '\\1:\\2:\\3')), i, now(), now(), now()"
                + " FROM generate_series(1, ?) AS i")) {
      insert.setInt(1, count);
      insert.executeUpdate();
    }
  }

  /** In the hand of a node that is no more. */
  private static void leases(Connection connection, int count) throws Exception {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "WITH pool AS (INSERT INTO address_pool (name) SELECT 'bench' WHERE ? > 0 RETURNING id),"
                + " ours AS (INSERT INTO address_range (pool_id, first, last)"
                + " SELECT id, '10.0.0.1', inet '10.0.0.0' + ? FROM pool)"
                + " INSERT INTO address_lease (address, pool_id, node, subscriber_id, leased_at)"
                + " SELECT inet '10.0.0.0' + i, pool.id, '5e557a7e-0000-4000-8000-000000000000', i, now()"
                + " FROM pool, generate_series(1, ?) AS i")) {
      insert.setInt(1, count);
      insert.setInt(2, count);
      insert.setInt(3, count);
      insert.executeUpdate();
    }
  }

  private static Connection connect(Path data, String[] arguments) throws Exception {
    if (arguments.length > 3) {
      return DriverManager.getConnection(arguments[3], arguments[4], arguments[5]);
    }
    DatabaseAccess access = EmbeddedDatabase.attach(data).orElseThrow();
    return DriverManager.getConnection(
        access.url(), access.owner().user(), access.owner().password());
  }

  private static void router(
      Connection connection, Sealer sealer, long id, String address, String secret)
      throws Exception {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO router (id, name, address, secret_sealed) VALUES (?, ?, ?::inet, ?)")) {
      insert.setLong(1, id);
      insert.setString(2, "bench " + address);
      insert.setString(3, address);
      insert.setBytes(
          4, sealer.seal(secret.getBytes(StandardCharsets.UTF_8), "router:" + id + ":secret"));
      insert.execute();
    }
  }
}
