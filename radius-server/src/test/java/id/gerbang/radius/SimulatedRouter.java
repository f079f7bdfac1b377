package id.gerbang.radius;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.ReplyWriter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The CoA side of a router: acknowledges or refuses whatever it is asked, while it is on. */
public final class SimulatedRouter implements AutoCloseable {

  private final DatagramSocket socket;
  private final List<Act> acts = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger datagrams = new AtomicInteger();
  private final Set<String> seen = new HashSet<>();
  private volatile boolean on = true;
  private volatile int refusal;

  /**
   * A request that came for the first time.
   *
   * @param framedIp the address that names the session, if one does
   * @param port the one that it came from
   * @param nanos when
   */
  public record Act(int code, String session, String user, String framedIp, int port, long nanos) {}

  public SimulatedRouter(String address) throws IOException {
    socket = new DatagramSocket(0, InetAddress.getByName(address));
    socket.setReceiveBufferSize(8 << 20);
    Thread thread = new Thread(this::run, "router-" + address);
    thread.setDaemon(true);
    thread.start();
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  public List<Act> acts() {
    synchronized (acts) {
      return List.copyOf(acts);
    }
  }

  /** All that came, retransmissions too; counted once it is among the acts. */
  public int datagrams() {
    return datagrams.get();
  }

  /** Off: it hears, and says nothing. */
  public void switchOn(boolean now) {
    on = now;
  }

  /**
   * @param errorCause 0: it acknowledges
   */
  public void refuse(int errorCause) {
    refusal = errorCause;
  }

  private void run() {
    DatagramPacket datagram = new DatagramPacket(new byte[4_096], 4_096);
    while (!socket.isClosed()) {
      try {
        socket.receive(datagram);
        heard(
            Arrays.copyOf(datagram.getData(), datagram.getLength()),
            (InetSocketAddress) datagram.getSocketAddress());
      } catch (SocketException closed) {
        return;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void heard(byte[] octets, InetSocketAddress sender) throws Exception {
    RadiusPacket request = Packets.packet(octets);
    if (seen.add(sender.getPort() + Arrays.toString(octets))) {
      acts.add(
          new Act(
              request.code(),
              request.text(Attribute.ACCT_SESSION_ID).orElse(""),
              request.text(Attribute.USER_NAME).orElse(""),
              request.ipv4(Attribute.FRAMED_IP_ADDRESS).map(InetAddress::getHostAddress).orElse(""),
              sender.getPort(),
              System.nanoTime()));
    }
    datagrams.incrementAndGet();
    if (on) {
      byte[] reply = answer(request).finish(Isp.SECRET).orElseThrow();
      socket.send(new DatagramPacket(reply, reply.length, sender));
    }
  }

  private ReplyWriter answer(RadiusPacket request) {
    boolean change = request.code() == Code.COA_REQUEST;
    int cause = refusal;
    return cause == 0
        ? ReplyWriter.to(request, change ? Code.COA_ACK : Code.DISCONNECT_ACK)
        : ReplyWriter.to(request, change ? Code.COA_NAK : Code.DISCONNECT_NAK)
            .integer(Attribute.ERROR_CAUSE, cause);
  }

  @Override
  public void close() {
    socket.close();
  }
}
