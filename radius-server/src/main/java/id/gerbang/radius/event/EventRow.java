package id.gerbang.radius.event;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An access event as a row of {@code access_event} in PostgreSQL's binary format of COPY
 * (PostgreSQL manual, COPY, "Tuples"): written once, on the packet path, and never read again here.
 */
final class EventRow {

  /** Its columns, in the order in which they are written. */
  static final String COLUMNS =
      "at, router_id, subscriber_id, username, answer, reason, cause,"
          + " acct_session_id, calling_station_id, framed_ip, detail";

  /** Texts longer than any of RADIUS are cut. */
  static final int MOST_OCTETS = 8 << 10;

  private static final short COUNT = 11;
  private static final int NULL = -1;
  private static final int MOST_TEXT = 1_024;
  private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");
  private static final byte INET4 = 2;
  private static final byte INET6 = 3;

  private EventRow() {}

  /**
   * @param into an array's beginning, with room for {@link #MOST_OCTETS}
   */
  static void write(AccessEvent event, ByteBuffer into) {
    into.putShort(COUNT);
    number(into, microseconds(event.at()));
    number(into, event.routerId());
    if (event.subscriberId() == AccessEvent.NOBODY) {
      into.putInt(NULL);
    } else {
      number(into, event.subscriberId());
    }
    text(into, event.username());
    text(into, event.answer());
    text(into, event.reason().name());
    text(into, event.cause().map(Enum::name).orElse(null));
    text(into, event.acctSessionId());
    text(into, event.callingStationId());
    address(into, event.framedIp());
    text(into, event.detail());
  }

  /** Steps over a row. */
  static void skip(ByteBuffer rows) {
    for (int left = rows.getShort(); left > 0; left--) {
      rows.position(rows.position() + Integer.BYTES + Math.max(0, rows.getInt(rows.position())));
    }
  }

  private static long microseconds(Instant at) {
    return (at.getEpochSecond() - POSTGRES_EPOCH.getEpochSecond()) * 1_000_000
        + at.getNano() / 1_000;
  }

  private static void number(ByteBuffer into, long value) {
    into.putInt(Long.BYTES).putLong(value);
  }

  private static void text(ByteBuffer into, @Nullable String value) {
    if (value == null) {
      into.putInt(NULL);
      return;
    }
    int at = into.position();
    into.putInt(0);
    if (!ascii(into, value)) {
      String fitting = value.length() > MOST_TEXT / 3 ? value.substring(0, MOST_TEXT / 3) : value;
      into.put(fitting.getBytes(StandardCharsets.UTF_8));
    }
    into.putInt(at, into.position() - at - Integer.BYTES);
  }

  /** Nearly all texts are: without the octets in between that a charset makes. */
  private static boolean ascii(ByteBuffer into, String value) {
    byte[] octets = into.array();
    int from = into.position();
    int length = Math.min(value.length(), MOST_TEXT);
    int above = 0;
    for (int i = 0; i < length; i++) {
      char character = value.charAt(i);
      above |= character;
      octets[from + i] = (byte) character;
    }
    if (above >= 0x80) {
      return false;
    }
    into.position(from + length);
    return true;
  }

  /** Family, bits, whether it is a network, octets. What is no address is left out. */
  private static void address(ByteBuffer into, Optional<String> text) {
    byte[] octets = text.map(EventRow::octets).orElse(null);
    if (octets == null) {
      into.putInt(NULL);
      return;
    }
    into.putInt(4 + octets.length)
        .put(octets.length == 4 ? INET4 : INET6)
        .put((byte) (8 * octets.length))
        .put((byte) 0)
        .put((byte) octets.length)
        .put(octets);
  }

  private static byte @Nullable [] octets(String address) {
    try {
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
