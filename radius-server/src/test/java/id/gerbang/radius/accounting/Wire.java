package id.gerbang.radius.accounting;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.RequestWriter;
import id.gerbang.radius.packet.Secret;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Accounting-Requests of one session as RouterOS sends them. */
record Wire(long routerId, String sessionId, byte[] username, Instant began, String station) {

  static final Secret SECRET = Secret.of("testing123");

  Wire(long routerId, String sessionId, byte[] username, Instant began) {
    this(routerId, sessionId, username, began, "");
  }

  /** The same, dialled by this modem. */
  Wire by(String mac) {
    return new Wire(routerId, sessionId, username, began, mac);
  }

  static Wire of(String username, String sessionId, Instant began) {
    return new Wire(1, sessionId, username.getBytes(StandardCharsets.UTF_8), began);
  }

  JournalEntry.Accounting start() {
    return entry(began, request(1, began));
  }

  JournalEntry.Accounting interim(long seconds, long octets) {
    return entry(began.plusSeconds(seconds), counted(3, seconds, octets));
  }

  JournalEntry.Accounting stop(long seconds, long octets) {
    return entry(
        began.plusSeconds(seconds),
        counted(2, seconds, octets).integer(Attribute.ACCT_TERMINATE_CAUSE, 1));
  }

  /** Accounting-On, by a router whose clock differs from ours. */
  static JournalEntry.Accounting on(long routerId, Instant arrivedAt, long clockAhead) {
    RequestWriter request =
        RequestWriter.accountingRequest(1)
            .integer(Attribute.ACCT_STATUS_TYPE, 7)
            .integer(Attribute.EVENT_TIMESTAMP, arrivedAt.plusSeconds(clockAhead).getEpochSecond());
    return new JournalEntry.Accounting(routerId, arrivedAt, request.finish(SECRET));
  }

  /** Upload as given, download ten times as much. */
  private RequestWriter counted(int status, long seconds, long octets) {
    long down = octets * 10;
    return request(status, began.plusSeconds(seconds))
        .ipv4(Attribute.FRAMED_IP_ADDRESS, address())
        .integer(Attribute.ACCT_SESSION_TIME, seconds)
        .integer(Attribute.ACCT_INPUT_OCTETS, octets & 0xffff_ffffL)
        .integer(Attribute.ACCT_INPUT_GIGAWORDS, octets >>> 32)
        .integer(Attribute.ACCT_OUTPUT_OCTETS, down & 0xffff_ffffL)
        .integer(Attribute.ACCT_OUTPUT_GIGAWORDS, down >>> 32);
  }

  RequestWriter request(int status, Instant at) {
    RequestWriter request =
        RequestWriter.accountingRequest(1)
            .integer(Attribute.ACCT_STATUS_TYPE, status)
            .text(Attribute.ACCT_SESSION_ID, sessionId)
            .octets(Attribute.USER_NAME, username)
            .integer(Attribute.EVENT_TIMESTAMP, at.getEpochSecond())
            .text(Attribute.NAS_IDENTIFIER, "BRAS-" + routerId);
    return station.isEmpty() ? request : request.text(Attribute.CALLING_STATION_ID, station);
  }

  JournalEntry.Accounting entry(Instant arrivedAt, RequestWriter request) {
    return new JournalEntry.Accounting(routerId, arrivedAt, request.finish(SECRET));
  }

  private static Inet4Address address() {
    try {
      return (Inet4Address) InetAddress.getByName("10.0.0.2");
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
