package id.gerbang.app.bras;

import java.net.InetSocketAddress;
import java.time.Duration;

/** The router's accounting records, written as RouterOS writes them, and their sending. */
final class Accounting {

  private static final int BY_RADIUS = 1;

  private final RouterFacts router;
  private final RouterClock clock;
  private final RadiusClient client;
  private final SharedSecret secret;
  private final InetSocketAddress server;
  private final Misbehaviour misbehaviour;

  Accounting(
      RouterFacts router,
      RouterClock clock,
      RadiusClient client,
      SharedSecret secret,
      InetSocketAddress server,
      Misbehaviour misbehaviour) {
    this.router = router;
    this.clock = clock;
    this.client = client;
    this.secret = secret;
    this.server = server;
    this.misbehaviour = misbehaviour;
  }

  boolean start(BrasSession session) {
    PacketWriter record = begin(AccountingStatus.START);
    describe(record, session);
    return send(AccountingStatus.START, record);
  }

  boolean interim(BrasSession session) {
    PacketWriter record = begin(AccountingStatus.INTERIM_UPDATE);
    describe(record, session);
    count(record, session);
    return send(AccountingStatus.INTERIM_UPDATE, record);
  }

  boolean stop(BrasSession session, TerminateCause cause) {
    PacketWriter record =
        begin(AccountingStatus.STOP).integer(AttributeType.ACCT_TERMINATE_CAUSE, cause.number());
    describe(record, session);
    count(record, session);
    return send(AccountingStatus.STOP, record);
  }

  /** Accounting-On or -Off, which speak of the router as a whole. */
  boolean router(AccountingStatus status) {
    return send(status, begin(status));
  }

  private PacketWriter begin(AccountingStatus status) {
    return new PacketWriter(Code.ACCOUNTING_REQUEST, client.nextIdentifier())
        .integer(AttributeType.ACCT_STATUS_TYPE, status.number());
  }

  private static void describe(PacketWriter record, BrasSession session) {
    record
        .addAll(session.call())
        .address(AttributeType.FRAMED_IP_ADDRESS, session.framedIp())
        .integer(AttributeType.ACCT_AUTHENTIC, BY_RADIUS)
        .addAll(session.classAttributes());
  }

  private void count(PacketWriter record, BrasSession session) {
    Traffic traffic = session.traffic();
    Duration age = Duration.between(session.connectedAt(), clock.now());
    record
        .integer(AttributeType.ACCT_SESSION_TIME, age.toSeconds())
        .integer(AttributeType.ACCT_INPUT_OCTETS, traffic.inputBytes())
        .integer(AttributeType.ACCT_INPUT_GIGAWORDS, traffic.inputBytes() >>> 32)
        .integer(AttributeType.ACCT_INPUT_PACKETS, traffic.inputPackets())
        .integer(AttributeType.ACCT_OUTPUT_OCTETS, traffic.outputBytes())
        .integer(AttributeType.ACCT_OUTPUT_GIGAWORDS, traffic.outputBytes() >>> 32)
        .integer(AttributeType.ACCT_OUTPUT_PACKETS, traffic.outputPackets());
  }

  private boolean send(AccountingStatus status, PacketWriter record) {
    byte[] request =
        record
            .integer(AttributeType.EVENT_TIMESTAMP, clock.eventTimestamp())
            .integer(AttributeType.ACCT_DELAY_TIME, 0)
            .addAll(router.router())
            .sealRequest(secret);
    return !misbehaviour.loses(status) && client.account(request, server);
  }
}
