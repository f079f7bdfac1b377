package id.gerbang.radius;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.gerbang.radius.auth.Login;
import id.gerbang.radius.auth.Method;
import id.gerbang.radius.auth.Password;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.MalformedPacketException;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RequestWriter;
import id.gerbang.radius.packet.Secret;
import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The router of a {@link Rehearsal}: what it asks and reports is as from a real one. */
final class RehearsedRouter implements Closeable {

  static final String NAME = "gladi";

  /** So many that some share a place in a table, as real ones do. */
  static final int SUBSCRIBERS = 2_000;

  private static final Logger log = LoggerFactory.getLogger(RehearsedRouter.class);
  private static final int AT_ONCE = 32;
  private static final int PATIENCE_MILLIS = 100;

  private static final String[] STATIONS = {
    "02:00:00:00:00:01", "02-AB-CD-EF-00-02", "0200.ab00.0003"
  };
  private static final Method[] METHODS = {Method.PAP, Method.CHAP, Method.PAP, Method.MS_CHAP_V2};

  private static final int START = 1;
  private static final int INTERIM = 3;
  private static final int STOP = 2;
  private static final int[] REPORTS = {START, INTERIM, STOP};

  /** So many begin before the first of them goes on. */
  private static final int SIDE_BY_SIDE = 1_000;

  private final SecureRandom random;
  private final Clock clock;
  private final Secret secret;
  private final Login[] logins = new Login[SUBSCRIBERS];
  private final byte[][] classes = new byte[SUBSCRIBERS][];
  private final int[] asked = new int[256];
  private final byte[] received = new byte[4_096];
  private final DatagramSocket auth;
  private final DatagramSocket acct;
  private int sent;
  private int reported;

  RehearsedRouter(
      Secret secret,
      Password password,
      SecureRandom random,
      Clock clock,
      int authPort,
      int acctPort)
      throws IOException {
    this.clock = clock;
    this.secret = secret;
    this.random = random;
    reported = random.nextInt(1_000) * SIDE_BY_SIDE * REPORTS.length;
    for (int i = 0; i < SUBSCRIBERS; i++) {
      logins[i] = new Login(name(i).getBytes(UTF_8), password, random);
    }
    auth = socket(authPort);
    acct = socket(acctPort);
  }

  static String name(int number) {
    return NAME + number;
  }

  private static DatagramSocket socket(int port) throws IOException {
    DatagramSocket socket = new DatagramSocket();
    socket.connect(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** How many requests it has sent. */
  int sent() {
    return sent;
  }

  private interface Writer {
    byte[] request(int identifier);
  }

  private interface Answered {
    void by(byte[] answer, int length);
  }

  /**
   * Some logins, and some reports of sessions.
   *
   * @return how many were answered in time
   */
  int turn() throws IOException {
    return exchange(auth, this::access, this::accepted)
        + exchange(acct, this::accounting, (answer, length) -> {});
  }

  /** So many requests, then their answers; what is lost is lost. */
  private int exchange(DatagramSocket socket, Writer writer, Answered answered) throws IOException {
    for (int i = 0; i < AT_ONCE; i++) {
      byte[] request = writer.request(sent++ & 0xff);
      socket.send(new DatagramPacket(request, request.length));
    }
    int count = 0;
    try {
      while (count < AT_ONCE) {
        DatagramPacket answer = new DatagramPacket(received, received.length);
        socket.receive(answer);
        answered.by(received, answer.getLength());
        count++;
      }
    } catch (SocketTimeoutException fewer) {
      log.debug("an answer to the rehearsal is late");
    }
    return count;
  }

  private byte[] access(int identifier) {
    int subscriber = random.nextInt(SUBSCRIBERS);
    asked[identifier] = subscriber;
    RequestWriter request = RequestWriter.accessRequest(identifier, random);
    return session(logins[subscriber].addTo(request, METHODS[sent % METHODS.length], secret), sent)
        .integer(Attribute.SERVICE_TYPE, 2)
        .integer(Attribute.FRAMED_PROTOCOL, 1)
        .finish(secret);
  }

  private void accepted(byte[] answer, int length) {
    try {
      RadiusPacket packet = RadiusPacket.read(answer, length);
      packet.octets(Attribute.CLASS).ifPresent(text -> classes[asked[packet.identifier()]] = text);
    } catch (MalformedPacketException e) {
      throw new IllegalStateException("our own answer can't be read", e);
    }
  }

  /** Of a thousand sessions side by side first each Start, then each Interim, then each Stop. */
  private byte[] accounting(int identifier) {
    int block = reported / (SIDE_BY_SIDE * REPORTS.length);
    int report = REPORTS[reported / SIDE_BY_SIDE % REPORTS.length];
    int number = block * SIDE_BY_SIDE + reported % SIDE_BY_SIDE;
    int subscriber = number % SUBSCRIBERS;
    reported++;
    RequestWriter request =
        session(RequestWriter.accountingRequest(identifier), number)
            .octets(Attribute.USER_NAME, name(subscriber).getBytes(UTF_8))
            .integer(Attribute.ACCT_STATUS_TYPE, report)
            .integer(Attribute.ACCT_AUTHENTIC, 1)
            .integer(Attribute.ACCT_DELAY_TIME, 0)
            .integer(Attribute.FRAMED_IP_ADDRESS, 0x0a00_0000L + subscriber);
    if (number % 8 != 0) {
      request.integer(Attribute.EVENT_TIMESTAMP, clock.instant().getEpochSecond());
    }
    if (number % 2 == 0 && classes[subscriber] != null) {
      request.octets(Attribute.CLASS, classes[subscriber]);
    }
    if (report != START) {
      used(request);
    }
    if (report == STOP) {
      request.integer(Attribute.ACCT_TERMINATE_CAUSE, 1);
    }
    return request.finish(secret);
  }

  private void used(RequestWriter request) {
    request
        .integer(Attribute.ACCT_SESSION_TIME, 1)
        .integer(Attribute.ACCT_INPUT_OCTETS, reported)
        .integer(Attribute.ACCT_INPUT_GIGAWORDS, reported & 7)
        .integer(Attribute.ACCT_INPUT_PACKETS, reported)
        .integer(Attribute.ACCT_OUTPUT_OCTETS, reported)
        .integer(Attribute.ACCT_OUTPUT_GIGAWORDS, reported & 63)
        .integer(Attribute.ACCT_OUTPUT_PACKETS, reported);
  }

  private static RequestWriter session(RequestWriter request, int number) {
    return request
        .integer(Attribute.NAS_IP_ADDRESS, 0x7f00_0001)
        .integer(Attribute.NAS_PORT, number)
        .integer(Attribute.NAS_PORT_TYPE, 15)
        .text(Attribute.CALLING_STATION_ID, STATIONS[number % STATIONS.length])
        .text(Attribute.CALLED_STATION_ID, NAME)
        .text(Attribute.NAS_PORT_ID, "ether2")
        .text(Attribute.ACCT_SESSION_ID, Integer.toHexString(0x8100_0000 + number))
        .text(Attribute.NAS_IDENTIFIER, NAME);
  }

  @Override
  public void close() {
    auth.close();
    acct.close();
  }
}
