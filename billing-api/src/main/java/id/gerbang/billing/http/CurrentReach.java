package id.gerbang.billing.http;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;

/**
 * Lends connections that see what the request in hand may see: for somebody who is limited, as the
 * database role whose rows are narrowed to their areas and routers. The reach goes with the thread,
 * so that no query has to be told of it, and none can forget it.
 */
public final class CurrentReach implements ConnectionFactory {

  private static final ThreadLocal<Reach> CURRENT = ThreadLocal.withInitial(() -> Reach.EVERYTHING);
  private static final String PARTED = "\u001f";

  private final DataSource pool;
  private final Set<Connection> narrowed = ConcurrentHashMap.newKeySet();

  public CurrentReach(DataSource pool) {
    this.pool = pool;
  }

  /** From here on, of this request. */
  static void narrow(Reach reach) {
    CURRENT.set(reach);
  }

  /** Whether a row that is refused was outside. */
  static boolean isNarrowed() {
    return !CURRENT.get().everything();
  }

  /** The request is over. */
  public static void widen() {
    CURRENT.remove();
  }

  @Override
  public Connection openConnection() throws SQLException {
    Reach reach = CURRENT.get();
    Connection connection = pool.getConnection();
    if (reach.everything()) {
      return connection;
    }
    narrowed.add(connection);
    try {
      become(connection, "gerbang_limited");
      reach(connection, reach);
      return connection;
    } catch (SQLException e) {
      closeConnection(connection);
      throw e;
    }
  }

  @Override
  public void closeConnection(Connection connection) throws SQLException {
    try (connection) {
      if (narrowed.remove(connection)) {
        reach(connection, Reach.EVERYTHING);
        become(connection, "gerbang_billing");
      }
    }
  }

  private static void become(Connection connection, String role) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET ROLE " + role);
    }
  }

  private static void reach(Connection connection, Reach reach) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT set_config('gerbang.areas', ?, false), set_config('gerbang.routers', ?, false)")) {
      statement.setString(1, String.join(PARTED, reach.areas()));
      statement.setString(
          2, reach.routers().stream().map(String::valueOf).collect(Collectors.joining(",")));
      statement.execute();
    }
  }
}
