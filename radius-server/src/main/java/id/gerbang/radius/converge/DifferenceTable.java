package id.gerbang.radius.converge;

import id.gerbang.radius.session.SessionKey;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the table {@code difference} as memory has it, for the routers that are this node's. After
 * a router became its own it says once what is there in all: what another node, or this one before
 * its restart, left behind goes.
 */
final class DifferenceTable {

  private static final int AT_ONCE = 5_000;

  /** A difference is as old as any node remembers. */
  private static final String PUT =
      """
      INSERT INTO difference AS d (router_id, acct_session_id, username, generation, subscriber_id, kind, since,
                                   held, entitled, cause, state, detail)
      SELECT * FROM unnest(?::bigint[], ?::text[], ?::text[], ?::integer[], ?::bigint[], ?::text[], ?::timestamptz[],
                           ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
      ON CONFLICT (router_id, acct_session_id, username) DO UPDATE SET
             generation = EXCLUDED.generation, subscriber_id = EXCLUDED.subscriber_id, kind = EXCLUDED.kind,
             since = CASE WHEN d.kind = EXCLUDED.kind AND d.generation = EXCLUDED.generation
                          THEN least(d.since, EXCLUDED.since) ELSE EXCLUDED.since END,
             held = EXCLUDED.held, entitled = EXCLUDED.entitled, cause = EXCLUDED.cause,
             state = EXCLUDED.state, detail = EXCLUDED.detail""";

  private static final String REMOVE =
      """
      DELETE FROM difference d
      USING unnest(?::bigint[], ?::text[], ?::text[]) AS k (router_id, acct_session_id, username)
      WHERE d.router_id = k.router_id AND d.acct_session_id = k.acct_session_id AND d.username = k.username""";

  private static final String REMOVE_OTHERS =
      """
      DELETE FROM difference d
      WHERE d.router_id = ? AND NOT EXISTS (
        SELECT FROM unnest(?::bigint[], ?::text[], ?::text[]) AS k (router_id, acct_session_id, username)
        WHERE k.acct_session_id = d.acct_session_id AND k.username = d.username)""";

  /** Routers that are gone have no node that would clear up after them. */
  private static final String REMOVE_OF_NOBODY =
      "DELETE FROM difference d WHERE NOT (d.router_id = ANY (?))";

  private final OpenDifferences differences;
  private Set<Long> known = Set.of();

  DifferenceTable(OpenDifferences differences) {
    this.differences = differences;
  }

  /**
   * Writes what has changed.
   *
   * @param mine the routers that are this node's now
   * @param all every router there is
   */
  void write(Connection connection, Set<Long> mine, Set<Long> all) throws SQLException {
    if (differences.overflowed()) {
      known = Set.of();
    }
    Set<Long> done = new HashSet<>(known);
    done.retainAll(mine);
    for (long router : mine) {
      if (!done.contains(router)) {
        removeOthers(connection, router, differences.again(router));
        done.add(router);
      }
    }
    if (!done.equals(known)) {
      removeOfNobody(connection, all);
    }
    known = Set.copyOf(done);
    OpenDifferences.Changes changes = differences.changes(AT_ONCE, mine::contains);
    while (!changes.isEmpty()) {
      try {
        put(connection, changes.present());
        remove(connection, changes.gone());
      } catch (SQLException e) {
        differences.putBack(changes);
        throw e;
      }
      changes = differences.changes(AT_ONCE, mine::contains);
    }
  }

  private static void put(Connection connection, List<OpenDifferences.Entry> entries)
      throws SQLException {
    try (PreparedStatement put = connection.prepareStatement(PUT)) {
      int at = keys(put, 1, entries.stream().map(OpenDifferences.Entry::key).toList());
      put.setArray(at++, array(put, "integer", entries, OpenDifferences.Entry::generation));
      put.setArray(at++, array(put, "bigint", entries, OpenDifferences.Entry::subscriberId));
      put.setArray(at++, array(put, "text", entries, entry -> OpenDifferences.text(entry.kind())));
      put.setArray(at++, array(put, "timestamptz", entries, entry -> entry.since().toString()));
      put.setArray(
          at++, array(put, "text", entries, entry -> entry.held().map(Enum::name).orElse("")));
      put.setArray(at++, array(put, "text", entries, entry -> entry.entitled().name()));
      put.setArray(at++, array(put, "text", entries, entry -> entry.cause().name()));
      put.setArray(at++, array(put, "text", entries, entry -> OpenDifferences.text(entry.state())));
      put.setArray(at, array(put, "text", entries, OpenDifferences.Entry::detail));
      put.executeUpdate();
    }
  }

  private static void remove(Connection connection, List<SessionKey> gone) throws SQLException {
    try (PreparedStatement remove = connection.prepareStatement(REMOVE)) {
      keys(remove, 1, gone);
      remove.executeUpdate();
    }
  }

  private static void removeOthers(
      Connection connection, long router, Collection<SessionKey> present) throws SQLException {
    try (PreparedStatement remove = connection.prepareStatement(REMOVE_OTHERS)) {
      remove.setLong(1, router);
      keys(remove, 2, present);
      remove.executeUpdate();
    }
  }

  private static void removeOfNobody(Connection connection, Set<Long> all) throws SQLException {
    try (PreparedStatement remove = connection.prepareStatement(REMOVE_OF_NOBODY)) {
      remove.setArray(1, array(remove, "bigint", all, id -> id));
      remove.executeUpdate();
    }
  }

  private static int keys(PreparedStatement statement, int at, Collection<SessionKey> keys)
      throws SQLException {
    statement.setArray(at, array(statement, "bigint", keys, SessionKey::routerId));
    statement.setArray(at + 1, array(statement, "text", keys, SessionKey::acctSessionId));
    statement.setArray(at + 2, array(statement, "text", keys, SessionKey::username));
    return at + 3;
  }

  private static <T> Array array(
      PreparedStatement statement,
      String type,
      Collection<T> of,
      Function<T, @Nullable Object> value)
      throws SQLException {
    return statement.getConnection().createArrayOf(type, of.stream().map(value).toArray());
  }
}
