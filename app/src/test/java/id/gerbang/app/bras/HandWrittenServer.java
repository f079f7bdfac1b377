package id.gerbang.app.bras;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** The least that can stand in for a RADIUS server: two sockets, and answers that a test gives. */
final class HandWrittenServer implements AutoCloseable {

  static final SharedSecret SECRET = new SharedSecret("rahasia-router-01");

  private final DatagramSocket auth;
  private final DatagramSocket acct;
  private final List<Received> logins = new CopyOnWriteArrayList<>();
  private final List<Received> records = new CopyOnWriteArrayList<>();
  private volatile Function<Packet, Optional<byte[]>> loginAnswer = login -> Optional.empty();
  private volatile boolean accountingAnswered = true;

  HandWrittenServer() throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    auth = new DatagramSocket(0, loopback);
    acct = new DatagramSocket(0, loopback);
    serve(auth, logins, login -> loginAnswer.apply(login));
    serve(
        acct,
        records,
        record ->
            Optional.of(new PacketWriter(Code.ACCOUNTING_RESPONSE, record.identifier()))
                .filter(reply -> accountingAnswered)
                .map(reply -> reply.sealReply(SECRET, record.authenticator())));
  }

  private static void serve(
      DatagramSocket socket, List<Received> log, Function<Packet, Optional<byte[]>> answer) {
    Thread thread =
        new Thread(
            () -> {
              DatagramPacket datagram = new DatagramPacket(new byte[4096], 4096);
              while (!socket.isClosed()) {
                try {
                  datagram.setLength(4096);
                  socket.receive(datagram);
                  byte[] bytes = Arrays.copyOf(datagram.getData(), datagram.getLength());
                  log.add(new Received(bytes, datagram.getSocketAddress()));
                  Optional<byte[]> reply = answer.apply(read(bytes));
                  if (reply.isPresent()) {
                    socket.send(
                        new DatagramPacket(
                            reply.get(), reply.get().length, datagram.getSocketAddress()));
                  }
                } catch (IOException closed) {
                  return;
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  int authPort() {
    return auth.getLocalPort();
  }

  int acctPort() {
    return acct.getLocalPort();
  }

  List<Received> logins() {
    return logins;
  }

  List<Received> records() {
    return records;
  }

  /** The accounting record that came last. */
  Attributes lastRecord() {
    return records.get(records.size() - 1).packet().attributes();
  }

  void answerLogins(Function<Packet, Optional<byte[]>> answer) {
    loginAnswer = answer;
  }

  void accept(Attribute... granted) {
    answerLogins(login -> Optional.of(acceptOf(login, granted)));
  }

  static byte[] acceptOf(Packet login, Attribute... granted) {
    return new PacketWriter(Code.ACCESS_ACCEPT, login.identifier())
        .messageAuthenticator()
        .addAll(List.of(granted))
        .sealReply(SECRET, login.authenticator());
  }

  void reject(String message) {
    answerLogins(
        login ->
            Optional.of(
                new PacketWriter(Code.ACCESS_REJECT, login.identifier())
                    .messageAuthenticator()
                    .text(AttributeType.REPLY_MESSAGE, message)
                    .sealReply(SECRET, login.authenticator())));
  }

  void answerAccounting(boolean answered) {
    accountingAnswered = answered;
  }

  /** The answer of a BRAS to a datagram to its CoA port; empty when none came in time. */
  static Optional<byte[]> ask(
      DatagramSocket socket, byte[] request, SimulatedBras bras, Duration patience)
      throws IOException {
    socket.setSoTimeout((int) patience.toMillis());
    socket.send(
        new DatagramPacket(
            request, request.length, new InetSocketAddress(bras.address(), bras.coaPort())));
    DatagramPacket reply = new DatagramPacket(new byte[4096], 4096);
    try {
      socket.receive(reply);
    } catch (SocketTimeoutException silent) {
      return Optional.empty();
    }
    return Optional.of(Arrays.copyOf(reply.getData(), reply.getLength()));
  }

  static Packet read(byte[] bytes) {
    return Packet.read(bytes, bytes.length).orElseThrow();
  }

  @Override
  public void close() {
    auth.close();
    acct.close();
  }

  /** A datagram as it arrived. */
  record Received(byte[] bytes, SocketAddress source) {

    Packet packet() {
      return read(bytes);
    }
  }
}
