package id.gerbang.radius.ops;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Access events on their way into {@code access_event} by COPY in binary format (PostgreSQL manual,
 * COPY, "Binary Format"): half of what an INSERT costs either side. One thread.
 */
final class EventRows {

  private static final String COPY =
      """
      COPY access_event (at, router_id, subscriber_id, username, answer, reason, cause,
                         acct_session_id, calling_station_id, framed_ip, detail)
      FROM STDIN (FORMAT binary)""";

  private static final byte[] SIGNATURE =
      "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final short COLUMNS = 11;
  private static final int NULL = -1;
  private static final short END = -1;
  private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");
  private static final byte INET4 = 2;
  private static final byte INET6 = 3;
  private static final String INVALID_TEXT = "22P02";

  private ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

  /** Stores all of them or none. */
  void copy(Connection connection, List<AccessEvent> events) throws SQLException {
    buffer.clear();
    buffer.put(SIGNATURE).putInt(0).putInt(0);
    for (AccessEvent event : events) {
      add(event);
    }
    room(Short.BYTES).putShort(END);
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
    try {
      copy.writeToCopy(buffer.array(), 0, buffer.position());
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private void add(AccessEvent event) throws SQLException {
    room(Short.BYTES).putShort(COLUMNS);
    number(microseconds(event.at()));
    number(event.routerId());
    event.subscriberId().ifPresentOrElse(this::number, this::nothing);
    text(event.username());
    text(event.answer());
    text(event.reason().name());
    text(event.cause().map(Enum::name).orElse(null));
    text(event.acctSessionId());
    text(event.callingStationId());
    address(event.framedIp());
    text(event.detail());
  }

  private static long microseconds(Instant at) {
    return (at.getEpochSecond() - POSTGRES_EPOCH.getEpochSecond()) * 1_000_000
        + at.getNano() / 1_000;
  }

  private void number(long value) {
    room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(value);
  }

  private void nothing() {
    room(Integer.BYTES).putInt(NULL);
  }

  private void text(@Nullable String value) {
    if (value == null) {
      nothing();
      return;
    }
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    room(Integer.BYTES + utf8.length).putInt(utf8.length).put(utf8);
  }

  /** Family, bits, whether it is a network, octets. */
  private void address(Optional<String> text) throws SQLException {
    if (text.isEmpty()) {
      nothing();
      return;
    }
    byte[] octets = octets(text.get());
    room(Integer.BYTES + 4 + octets.length)
        .putInt(4 + octets.length)
        .put(octets.length == 4 ? INET4 : INET6)
        .put((byte) (8 * octets.length))
        .put((byte) 0)
        .put((byte) octets.length)
        .put(octets);
  }

  private static byte[] octets(String address) throws SQLException {
    try {
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      throw new SQLDataException("no address: " + address, INVALID_TEXT, e);
    }
  }

  private ByteBuffer room(int octets) {
    if (buffer.remaining() < octets) {
      int capacity = Math.max(2 * buffer.capacity(), buffer.position() + octets);
      buffer = ByteBuffer.allocate(capacity).put(buffer.flip());
    }
    return buffer;
  }
}
