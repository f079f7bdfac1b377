package id.gerbang.radius.heard;

import id.gerbang.core.dictionary.Ipv6Text;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of the tables {@code router_heard} and {@code unknown_router}: a statement a batch. Rows
 * are written in the order of their keys, so that two nodes don't wait for each other in a circle.
 */
final class HeardTable {

  private static final String UPSERT_ROUTERS =
      """
      INSERT INTO router_heard AS r (router_id, heard_at, proven_at, proven_address, signed_at, unsigned_at,
                                     wrong_secret_at, wrong_secret_by, wrong_secret_count)
      SELECT * FROM unnest(?::bigint[], ?::timestamptz[], ?::timestamptz[], ?::inet[], ?::timestamptz[], ?::timestamptz[],
                           ?::timestamptz[], ?::text[], ?::bigint[]) AS n (id) ORDER BY id
      ON CONFLICT (router_id) DO UPDATE SET
        heard_at = greatest(r.heard_at, EXCLUDED.heard_at),
        proven_address = CASE WHEN r.proven_at >= EXCLUDED.proven_at THEN r.proven_address
                              ELSE coalesce(EXCLUDED.proven_address, r.proven_address) END,
        proven_at = greatest(r.proven_at, EXCLUDED.proven_at),
        signed_at = greatest(r.signed_at, EXCLUDED.signed_at),
        unsigned_at = greatest(r.unsigned_at, EXCLUDED.unsigned_at),
        wrong_secret_by = CASE WHEN r.wrong_secret_at >= EXCLUDED.wrong_secret_at THEN r.wrong_secret_by
                               ELSE coalesce(EXCLUDED.wrong_secret_by, r.wrong_secret_by) END,
        wrong_secret_at = greatest(r.wrong_secret_at, EXCLUDED.wrong_secret_at),
        wrong_secret_count = r.wrong_secret_count + EXCLUDED.wrong_secret_count""";

  private static final String UPSERT_STRANGERS =
      """
      INSERT INTO unknown_router AS u (address, nas_identifier, first_seen_at, last_seen_at, packets)
      SELECT * FROM unnest(?::inet[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::bigint[]) AS n (address, name)
      ORDER BY address, name
      ON CONFLICT (address, nas_identifier) DO UPDATE SET
        first_seen_at = least(u.first_seen_at, EXCLUDED.first_seen_at),
        last_seen_at = greatest(u.last_seen_at, EXCLUDED.last_seen_at),
        packets = u.packets + EXCLUDED.packets""";

  /** Who asked often stays: a forged address rarely comes twice. */
  private static final String FORGET_STRANGERS =
      """
      DELETE FROM unknown_router WHERE last_seen_at < ? OR id IN
        (SELECT id FROM unknown_router ORDER BY packets DESC, last_seen_at DESC OFFSET ?)""";

  private final Connection connection;

  HeardTable(Connection connection) {
    this.connection = connection;
  }

  void putRouters(List<RouterFacts> facts) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(UPSERT_ROUTERS)) {
      Columns<RouterFacts> columns = new Columns<>(statement, facts);
      columns.add("bigint", RouterFacts::routerId);
      columns.add("timestamptz", fact -> text(fact.heard()));
      columns.add("timestamptz", fact -> text(fact.proven()));
      columns.add("inet", fact -> fact.provenAddress().map(Ipv6Text::of).orElse(null));
      columns.add("timestamptz", fact -> text(fact.signed()));
      columns.add("timestamptz", fact -> text(fact.unsigned()));
      columns.add("timestamptz", fact -> text(fact.wrongSecret()));
      columns.add("text", fact -> fact.wrongSecretBy().map(WrongSecret::word).orElse(null));
      columns.add("bigint", RouterFacts::wrongSecrets);
      statement.executeUpdate();
    }
  }

  void putStrangers(List<Stranger> strangers) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(UPSERT_STRANGERS)) {
      Columns<Stranger> columns = new Columns<>(statement, strangers);
      columns.add("inet", stranger -> Ipv6Text.of(stranger.address()));
      columns.add("text", Stranger::identifier);
      columns.add("timestamptz", stranger -> stranger.firstSeen().toString());
      columns.add("timestamptz", stranger -> stranger.lastSeen().toString());
      columns.add("bigint", Stranger::packets);
      statement.executeUpdate();
    }
  }

  void forgetStrangers(Instant notSeenSince, int kept) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FORGET_STRANGERS)) {
      statement.setTimestamp(1, Timestamp.from(notSeenSince));
      statement.setInt(2, kept);
      statement.executeUpdate();
    }
  }

  private static @Nullable String text(Optional<Instant> instant) {
    return instant.map(Instant::toString).orElse(null);
  }

  /** Sets one array parameter after another. */
  private static final class Columns<T> {

    private final PreparedStatement statement;
    private final List<T> rows;
    private int at = 1;

    Columns(PreparedStatement statement, List<T> rows) {
      this.statement = statement;
      this.rows = rows;
    }

    void add(String type, Function<T, @Nullable Object> value) throws SQLException {
      statement.setArray(
          at++, statement.getConnection().createArrayOf(type, rows.stream().map(value).toArray()));
    }
  }
}
