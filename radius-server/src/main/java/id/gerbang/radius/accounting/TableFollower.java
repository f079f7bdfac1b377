package id.gerbang.radius.accounting;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a listener what the table {@code session} says: every open row once a connection, then what
 * other nodes write, each second. Memory so follows the table whoever writes it (P14).
 */
final class TableFollower {

  private static final Logger log = LoggerFactory.getLogger(TableFollower.class);

  private final UUID own;
  private final Applier.Listener listener;
  private long read;

  /**
   * @param own the journal whose batches need no second telling
   */
  TableFollower(UUID own, Applier.Listener listener) {
    this.own = own;
    this.listener = listener;
  }

  /** The watermark first: what is committed after it is read again. */
  void readEverything(Connection connection) throws SQLException {
    read = new BatchTable(connection).last();
    listener.reading();
    new SessionTable(connection).eachOpen(listener::read);
    connection.commit();
    listener.readAll();
  }

  void readOthers(Connection connection) throws SQLException {
    BatchTable batches = new BatchTable(connection);
    BatchTable.News news;
    do {
      news = batches.after(read, own);
      // A number between may have been nobody's. But the oldest go first: with what was read last,
      // others may be gone unread. This node stood still, or another's clock is ahead.
      if (news.isNotNextTo(read) && !batches.has(read)) {
        log.info(
            "batches from {} to {} are gone: the open sessions are read anew", read, news.first());
        readEverything(connection);
        return;
      }
      List<StoredSession> sessions =
          news.sessions().isEmpty()
              ? List.of()
              : new SessionTable(connection).withIds(news.sessions());
      connection.commit();
      sessions.forEach(session -> listener.applied(session.row()));
      read = news.upTo();
    } while (news.batches() == BatchTable.AT_ONCE);
  }
}
