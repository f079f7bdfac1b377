package id.gerbang.radius.accounting;

import id.gerbang.radius.session.RouterLoss;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The SQL of the table {@code router_loss}, in the applier's transaction. */
final class LossTable {

  private static final String SELECT =
      "SELECT router_id, nas_identifier, cause, began_before, heard_before FROM router_loss ";

  private final Connection connection;

  LossTable(Connection connection) {
    this.connection = connection;
  }

  /** Those of some routers that may concern a session last heard at an instant, or later. */
  List<RouterLoss> since(Collection<Long> routers, Instant heardAt) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(SELECT + "WHERE router_id = ANY(?) AND heard_before > ?")) {
      statement.setObject(1, routers.stream().mapToLong(Long::longValue).toArray());
      statement.setTimestamp(2, Timestamp.from(heardAt.minus(RouterLoss.LATE)));
      return read(statement);
    }
  }

  /** Those that staff noted and no node has acted upon yet. */
  List<RouterLoss> toApply() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(SELECT + "WHERE applied_at IS NULL ORDER BY heard_before")) {
      return read(statement);
    }
  }

  /** Notes one as acted upon; again changes nothing. */
  void put(RouterLoss loss, Instant now) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO router_loss (router_id, nas_identifier, cause, began_before, heard_before, applied_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (router_id, heard_before, cause, began_before, nas_identifier)
            DO UPDATE SET applied_at = coalesce(router_loss.applied_at, EXCLUDED.applied_at)""")) {
      statement.setLong(1, loss.routerId());
      statement.setString(2, loss.nasIdentifier().orElse(null));
      statement.setLong(3, loss.cause());
      statement.setTimestamp(4, loss.beganBefore().map(Timestamp::from).orElse(null));
      statement.setTimestamp(5, Timestamp.from(loss.heardBefore()));
      statement.setTimestamp(6, Timestamp.from(now));
      statement.executeUpdate();
    }
  }

  private static List<RouterLoss> read(PreparedStatement statement) throws SQLException {
    List<RouterLoss> losses = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        losses.add(
            new RouterLoss(
                row.getLong("router_id"),
                Optional.ofNullable(row.getString("nas_identifier")),
                row.getLong("cause"),
                Optional.ofNullable(row.getTimestamp("began_before")).map(Timestamp::toInstant),
                row.getTimestamp("heard_before").toInstant()));
      }
    }
    return losses;
  }
}
