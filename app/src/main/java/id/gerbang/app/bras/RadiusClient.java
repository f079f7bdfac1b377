package id.gerbang.app.bras;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The router's sending side: a fresh source port for each request, three tries of the same bytes,
 * and only genuine replies taken.
 */
final class RadiusClient {

  private static final int TRIES = 3;

  private final InetAddress source;
  private final SharedSecret secret;
  private final Duration timeout;
  private final boolean requireMessageAuthenticator;
  private final Misbehaviour misbehaviour;

  private final AtomicInteger identifiers = new AtomicInteger();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong accepts = new AtomicLong();
  private final AtomicLong rejects = new AtomicLong();
  private final AtomicLong resends = new AtomicLong();
  private final AtomicLong timeouts = new AtomicLong();
  private final AtomicLong badReplies = new AtomicLong();

  RadiusClient(
      InetAddress source,
      SharedSecret secret,
      Duration timeout,
      boolean requireMessageAuthenticator,
      Misbehaviour misbehaviour) {
    this.source = source;
    this.secret = secret;
    this.timeout = timeout;
    this.requireMessageAuthenticator = requireMessageAuthenticator;
    this.misbehaviour = misbehaviour;
  }

  /** The next Identifier; authentication and accounting count together. */
  int nextIdentifier() {
    return identifiers.getAndIncrement() & 0xff;
  }

  boolean requiresMessageAuthenticator() {
    return requireMessageAuthenticator;
  }

  Optional<Packet> authenticate(byte[] request, InetSocketAddress server) {
    Optional<Packet> reply =
        exchange(
            request,
            server,
            Set.of(Code.ACCESS_ACCEPT, Code.ACCESS_REJECT, Code.ACCESS_CHALLENGE),
            requireMessageAuthenticator);
    reply.filter(packet -> packet.code() == Code.ACCESS_ACCEPT).ifPresent(packet -> count(accepts));
    reply.filter(packet -> packet.code() == Code.ACCESS_REJECT).ifPresent(packet -> count(rejects));
    return reply;
  }

  /** Whether the server acknowledged an Accounting-Request. */
  boolean account(byte[] request, InetSocketAddress server) {
    return exchange(request, server, Set.of(Code.ACCOUNTING_RESPONSE), false).isPresent();
  }

  ClientCounters counters() {
    return new ClientCounters(
        requests.get(),
        accepts.get(),
        rejects.get(),
        resends.get(),
        timeouts.get(),
        badReplies.get());
  }

  private Optional<Packet> exchange(
      byte[] request, InetSocketAddress server, Set<Integer> codes, boolean mustBeSigned) {
    count(requests);
    Packet sent = Packet.read(request, request.length).orElseThrow();
    Expected expected = new Expected(sent, server, codes, mustBeSigned);
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(source, 0))) {
      for (int attempt = 1; attempt <= TRIES; attempt++) {
        if (attempt > 1) {
          count(resends);
        }
        send(socket, request, server);
        Optional<Packet> reply = awaitReply(socket, expected);
        if (reply.isPresent()) {
          return reply;
        }
      }
    } catch (SocketException unusable) {
      throw new UncheckedIOException("no socket at " + source.getHostAddress(), unusable);
    }
    count(timeouts);
    return Optional.empty();
  }

  private void send(DatagramSocket socket, byte[] request, InetSocketAddress server) {
    if (misbehaviour.dropsRequest()) {
      return;
    }
    try {
      socket.send(new DatagramPacket(request, request.length, server));
    } catch (IOException lost) {
      // A datagram that could not leave is a lost one: the next try is its remedy.
    }
  }

  private Optional<Packet> awaitReply(DatagramSocket socket, Expected expected)
      throws SocketException {
    long deadline = System.nanoTime() + timeout.toNanos();
    DatagramPacket datagram = new DatagramPacket(new byte[Packet.MAX_LENGTH], Packet.MAX_LENGTH);
    while (true) {
      long millisLeft = (deadline - System.nanoTime()) / 1_000_000;
      if (millisLeft <= 0) {
        return Optional.empty();
      }
      socket.setSoTimeout((int) millisLeft);
      datagram.setLength(Packet.MAX_LENGTH);
      try {
        socket.receive(datagram);
      } catch (IOException nothingCame) {
        continue;
      }
      if (misbehaviour.dropsReply()) {
        continue;
      }
      Optional<Packet> reply = Packet.read(datagram.getData(), datagram.getLength());
      if (reply.isPresent() && isRight(reply.get(), datagram, expected)) {
        return reply;
      }
      count(badReplies);
    }
  }

  private boolean isRight(Packet reply, DatagramPacket datagram, Expected expected) {
    return datagram.getSocketAddress().equals(expected.server())
        && reply.identifier() == expected.request().identifier()
        && expected.codes().contains(reply.code())
        && (!expected.mustBeSigned() || reply.hasMessageAuthenticator())
        && secret.isGenuineReply(reply, expected.request().authenticator());
  }

  private static void count(AtomicLong counter) {
    counter.incrementAndGet();
  }

  /** What a reply must be to answer the request. */
  private record Expected(
      Packet request, InetSocketAddress server, Set<Integer> codes, boolean mustBeSigned) {}
}
