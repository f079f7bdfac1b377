package id.gerbang.app.bras;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** {@code /radius incoming}: hears CoA and Disconnect-Requests and answers them (RFC 5176). */
final class Incoming implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Incoming.class.getName());

  private final Sessions sessions;
  private final RouterFacts router;
  private final InetAddress server;
  private final SharedSecret secret;
  private final Misbehaviour misbehaviour;
  private final Consumer<BrasEvent> listener;
  private final IncomingPolicy policy;
  private final AnsweredRequests answered = new AnsweredRequests();
  private final DatagramSocket socket;
  private final Thread thread;

  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong badRequests = new AtomicLong();
  private final AtomicLong acks = new AtomicLong();
  private final AtomicLong naks = new AtomicLong();
  private final AtomicLong ignored = new AtomicLong();

  /** Binds the port; {@link #start} lets requests in. */
  Incoming(
      Sessions sessions,
      RouterFacts router,
      int port,
      InetAddress server,
      SharedSecret secret,
      Misbehaviour misbehaviour,
      Consumer<BrasEvent> listener) {
    this.sessions = sessions;
    this.router = router;
    this.server = server;
    this.secret = secret;
    this.misbehaviour = misbehaviour;
    this.listener = listener;
    this.policy = new IncomingPolicy(router);
    this.socket = bind(new InetSocketAddress(router.address(), port));
    this.thread = new Thread(this::listen, "bras-" + router.identity() + "-incoming");
    this.thread.setDaemon(true);
  }

  private static DatagramSocket bind(InetSocketAddress address) {
    try {
      return new DatagramSocket(address);
    } catch (SocketException taken) {
      throw new UncheckedIOException("can't listen for CoA at " + address, taken);
    }
  }

  void start() {
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  IncomingCounters counters() {
    return new IncomingCounters(
        requests.get(), badRequests.get(), acks.get(), naks.get(), ignored.get());
  }

  private void listen() {
    DatagramPacket datagram = new DatagramPacket(new byte[Packet.MAX_LENGTH], Packet.MAX_LENGTH);
    while (!socket.isClosed()) {
      try {
        datagram.setLength(Packet.MAX_LENGTH);
        socket.receive(datagram);
        hear(datagram);
      } catch (IOException | RuntimeException failed) {
        if (!socket.isClosed()) {
          LOG.log(Level.WARNING, "a CoA request was lost", failed);
        }
      }
    }
  }

  private void hear(DatagramPacket datagram) throws IOException {
    requests.incrementAndGet();
    Optional<Packet> request =
        Packet.read(datagram.getData(), datagram.getLength())
            .filter(packet -> datagram.getAddress().equals(server))
            .filter(Incoming::isOurs)
            .filter(secret::isGenuineRequest);
    if (request.isEmpty()) {
      badRequests.incrementAndGet();
    } else if (misbehaviour.isSilentToCoa()) {
      ignored.incrementAndGet();
    } else {
      byte[] reply = answer(request.get(), (InetSocketAddress) datagram.getSocketAddress());
      (isAck(reply) ? acks : naks).incrementAndGet();
      if (!misbehaviour.dropsCoaAnswer()) {
        socket.send(new DatagramPacket(reply, reply.length, datagram.getSocketAddress()));
      }
    }
  }

  private byte[] answer(Packet request, InetSocketAddress sender) {
    Optional<byte[]> earlier = answered.answerTo(request, sender);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    byte[] reply = obey(request);
    answered.remember(request, sender, reply);
    return reply;
  }

  private byte[] obey(Packet request) {
    if (misbehaviour.answering() instanceof Misbehaviour.Answering.RefusingAll refusing) {
      return nak(request, refusing.errorCause());
    }
    IncomingPolicy.Decision decision = policy.decide(request, sessions.all());
    if (decision instanceof IncomingPolicy.Decision.Change change) {
      sessions.change(change.session(), change.changes());
      return ack(request);
    }
    if (decision instanceof IncomingPolicy.Decision.Disconnect disconnect) {
      if (!misbehaviour.keepsSessionAfterAck()) {
        sessions.disconnect(disconnect.session());
      }
      return ack(request);
    }
    IncomingPolicy.Decision.Refuse refuse = (IncomingPolicy.Decision.Refuse) decision;
    return nak(request, OptionalInt.of(refuse.errorCause()));
  }

  private byte[] ack(Packet request) {
    return seal(request, new PacketWriter(request.code() + 1, request.identifier()));
  }

  private byte[] nak(Packet request, OptionalInt errorCause) {
    String kind = request.code() == Code.COA_REQUEST ? "CoA-Request" : "Disconnect-Request";
    String username = request.attributes().text(AttributeType.USER_NAME).orElse("");
    listener.accept(new BrasEvent.RequestRefused(username, kind, errorCause));
    PacketWriter reply = new PacketWriter(request.code() + 2, request.identifier());
    errorCause.ifPresent(cause -> reply.integer(AttributeType.ERROR_CAUSE, cause));
    return seal(request, reply);
  }

  private byte[] seal(Packet request, PacketWriter reply) {
    return reply
        .text(AttributeType.NAS_IDENTIFIER, router.identity())
        .addAll(request.attributes().all(AttributeType.PROXY_STATE))
        .sealReply(secret, request.authenticator());
  }

  private static boolean isOurs(Packet packet) {
    return packet.code() == Code.COA_REQUEST || packet.code() == Code.DISCONNECT_REQUEST;
  }

  private static boolean isAck(byte[] reply) {
    return reply[0] == Code.COA_ACK || reply[0] == Code.DISCONNECT_ACK;
  }

  @Override
  public void close() {
    socket.close();
  }
}
