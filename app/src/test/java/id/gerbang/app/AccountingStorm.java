package id.gerbang.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Authenticators;
import id.gerbang.radius.packet.MalformedPacketException;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RequestWriter;
import id.gerbang.radius.packet.Secret;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Accounting of a router, up to a thousand records a second: sessions that start, report and stop,
 * each record sent again until it is answered, a tenth of them twice at once, one in twenty after
 * its successor. Knows of each session what was sent and what was acknowledged.
 */
final class AccountingStorm implements AutoCloseable {

  private static final int SESSIONS_AT_ONCE = 100;
  private static final int RETRY_MILLIS = 300;
  private static final int INTERIMS = 4;
  private static final long PACE_MILLIS = 100;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final DatagramSocket socket;
  private final InetSocketAddress server;
  private final Secret secret;
  private final Thread thread = new Thread(this::run, "storm");
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final Random random = new Random(1);
  private final AtomicLong answered = new AtomicLong();
  private final List<Long> waits = new ArrayList<>();
  private final CountDownLatch ending = new CountDownLatch(1);
  private volatile boolean abandoning;

  /** What is known of a session's octets; -1: nothing. Written by the storm's thread alone. */
  static final class Session {
    final String id;
    private long sent = -1;
    private long acknowledged = -1;
    private boolean stopAcknowledged;

    private Session(String id) {
      this.id = id;
    }

    /** Whether a row agrees: nothing that was acknowledged is missing, nothing is counted twice. */
    boolean agreesWith(long octets, boolean stopped) {
      return octets >= acknowledged && octets <= sent && (stopped || !stopAcknowledged);
    }

    boolean isAcknowledged() {
      return acknowledged >= 0;
    }
  }

  private record Sending(Session session, byte[] octets, long counted, boolean stop) {}

  AccountingStorm(String router, int port, String secret) throws IOException {
    this.socket = new DatagramSocket(new InetSocketAddress(router, 0));
    this.server = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
    this.secret = Secret.of(secret);
    thread.start();
  }

  /** Records that were answered so far. */
  long answered() {
    return answered.get();
  }

  Map<String, Session> sessions() {
    return sessions;
  }

  /** From now on none of the sessions of before says anything more. */
  void abandon() {
    abandoning = true;
  }

  /** How long records waited for their answers, in nanoseconds, since it was asked last. */
  List<Long> waits() {
    synchronized (waits) {
      List<Long> all = waits.stream().sorted().toList();
      waits.clear();
      return all;
    }
  }

  private void run() {
    try {
      while (!isEnding()) {
        abandoning = false;
        live();
      }
    } catch (IOException | MalformedPacketException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isEnding() {
    return ending.getCount() == 0;
  }

  /** So many sessions from their Start to their Stop. */
  private void live() throws IOException, MalformedPacketException, InterruptedException {
    List<Session> living = new ArrayList<>();
    for (int i = 0; i < SESSIONS_AT_ONCE; i++) {
      Session session = new Session(Integer.toHexString(0x81000000 + NUMBER.incrementAndGet()));
      sessions.put(session.id, session);
      living.add(session);
    }
    List<Sending> late = new ArrayList<>();
    for (int step = 0; step <= INTERIMS + 1; step++) {
      List<Sending> now = new ArrayList<>(late);
      late.clear();
      for (Session session : living) {
        boolean afterItsSuccessor = step > 0 && step <= INTERIMS && random.nextInt(20) == 0;
        (afterItsSuccessor ? late : now).add(next(session, step, now.size()));
      }
      exchange(now);
      ending.await(PACE_MILLIS, TimeUnit.MILLISECONDS);
      if (abandoning || isEnding()) {
        return;
      }
    }
  }

  private Sending next(Session session, int step, int identifier) {
    boolean stop = step > INTERIMS;
    long counted = step == 0 ? 0 : Math.max(0, session.sent) + 1 + random.nextInt(1 << 30);
    session.sent = counted;
    RequestWriter request =
        RequestWriter.accountingRequest(identifier & 0xff)
            .integer(Attribute.ACCT_STATUS_TYPE, step == 0 ? 1 : stop ? 2 : 3)
            .text(Attribute.ACCT_SESSION_ID, session.id)
            .text(Attribute.USER_NAME, "user" + session.id)
            .integer(Attribute.ACCT_SESSION_TIME, step)
            .integer(Attribute.ACCT_INPUT_OCTETS, counted & 0xffff_ffffL)
            .integer(Attribute.ACCT_INPUT_GIGAWORDS, counted >>> 32);
    return new Sending(session, request.finish(secret), counted, stop);
  }

  /** Sends them until each is answered. */
  private void exchange(List<Sending> sendings) throws IOException, MalformedPacketException {
    Map<Integer, Sending> open = new ConcurrentHashMap<>();
    for (int i = 0; i < sendings.size(); i++) {
      open.put(i, sendings.get(i));
    }
    long began = System.nanoTime();
    while (!open.isEmpty() && !abandoning && !isEnding()) {
      for (Sending sending : open.values()) {
        send(sending);
        if (random.nextInt(10) == 0) {
          send(sending);
        }
      }
      hear(open, began);
    }
  }

  private void send(Sending sending) throws IOException {
    socket.send(new DatagramPacket(sending.octets(), sending.octets().length, server));
  }

  private void hear(Map<Integer, Sending> open, long began)
      throws IOException, MalformedPacketException {
    long until = System.nanoTime() + RETRY_MILLIS * 1_000_000L;
    byte[] into = new byte[4096];
    while (!open.isEmpty()) {
      int left = (int) ((until - System.nanoTime()) / 1_000_000);
      if (left <= 0) {
        return;
      }
      socket.setSoTimeout(left);
      DatagramPacket datagram = new DatagramPacket(into, into.length);
      try {
        socket.receive(datagram);
      } catch (SocketTimeoutException nothing) {
        return;
      }
      RadiusPacket reply = RadiusPacket.read(into, datagram.getLength());
      open.entrySet()
          .removeIf(
              entry ->
                  (entry.getValue().octets()[1] & 0xff) == reply.identifier()
                      && acknowledged(entry.getValue(), reply, System.nanoTime() - began));
    }
  }

  private boolean acknowledged(Sending sending, RadiusPacket reply, long waited) {
    if (!Authenticators.isReplyGenuine(reply, sending.octets(), secret)) {
      return false;
    }
    Session session = sending.session();
    session.acknowledged = Math.max(session.acknowledged, sending.counted());
    session.stopAcknowledged |= sending.stop();
    answered.incrementAndGet();
    synchronized (waits) {
      waits.add(waited);
    }
    return true;
  }

  @Override
  public void close() throws Exception {
    ending.countDown();
    thread.join(10_000);
    assertThat(thread.isAlive()).isFalse();
    socket.close();
  }
}
