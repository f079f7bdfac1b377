package id.gerbang.radius.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import id.gerbang.radius.MovableClock;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RawRequest;
import id.gerbang.radius.packet.ReplyWriter;
import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.subscriber.PlainRouter;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.RouterRegistry;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One socket and two event loops, of which one may be held up. */
class PortSocketTest {

  private static final Secret SECRET = Secret.of("testing123-lab");
  private static final int PATIENCE_MILLIS = 10_000;

  private final AtomicInteger settled = new AtomicInteger();
  private final SegmentPool memory = new SegmentPool(1 << 20);
  private MultiThreadIoEventLoopGroup group;
  private EventLoop one;
  private EventLoop other;
  private PortSocket socket;
  private DatagramSocket router;

  @BeforeEach
  void open() throws Exception {
    assumeThat(Epoll.isAvailable()).isTrue();
    group = new MultiThreadIoEventLoopGroup(2, EpollIoHandler.newFactory());
    one = group.next();
    other = group.next();
    RouterRegistry routers = new RouterRegistry(known -> {});
    routers.replace(List.of(PlainRouter.at(InetAddress.getLoopbackAddress(), SECRET)));
    Counters counters = new Counters();
    MovableClock clock = new MovableClock(Instant.EPOCH);
    Numbering service = new Numbering();
    socket =
        PortSocket.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            List.of(one, other),
            memory,
            duplicates -> service.door(routers, counters, clock, duplicates));
    router = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    router.setSoTimeout(PATIENCE_MILLIS);
  }

  @AfterEach
  void close() {
    if (group != null) {
      router.close();
      socket.close();
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }

  @Test
  void while_one_loop_is_held_up_the_other_answers() throws Exception {
    for (EventLoop held : List.of(one, other)) {
      CountDownLatch free = hold(held);
      for (int logins = 0; logins < 100; logins++) {
        byte[] login = login();
        assertThat(ask(login)[1]).isEqualTo(login[1]);
      }
      free.countDown();
    }
  }

  @Test
  void a_copy_that_comes_to_the_other_loop_gets_the_same_answer() throws Exception {
    byte[] login = login();
    CountDownLatch free = hold(one);
    byte[] answer = ask(login);
    free.countDown();
    free = hold(other);
    assertThat(ask(login)).isEqualTo(answer);
    free.countDown();
    assertThat(settled).hasValue(1);
  }

  @Test
  void a_closed_socket_leaves_its_port_and_its_memory() throws Exception {
    int port = socket.port();
    ask(login());
    socket.close();
    try (DatagramSocket next = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
      assertThat(next.isBound()).isTrue();
    }
    assertThat(memory.octetsInUse()).isZero();
  }

  /** A loop that does nothing until it is let go. */
  private static CountDownLatch hold(EventLoop loop) throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    loop.execute(
        () -> {
          held.countDown();
          try {
            free.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    held.await();
    return free;
  }

  private byte[] ask(byte[] request) throws Exception {
    router.send(
        new DatagramPacket(
            request, request.length, InetAddress.getLoopbackAddress(), socket.port()));
    DatagramPacket answer = new DatagramPacket(new byte[4_096], 4_096);
    router.receive(answer);
    return Arrays.copyOf(answer.getData(), answer.getLength());
  }

  private static byte[] login() {
    return RawRequest.of(Code.ACCESS_REQUEST).finish(SECRET);
  }

  /** No two answers of it are alike. */
  private final class Numbering extends LoginPort {
    @Override
    public boolean ready() {
      return true;
    }

    @Override
    public void settle(Router from, RadiusPacket request, RequestDoor.Conclusion conclusion) {
      byte[] accept =
          ReplyWriter.to(request, Code.ACCESS_ACCEPT)
              .text(Attribute.REPLY_MESSAGE, "answer " + settled.incrementAndGet())
              .finish(from.secret())
              .orElseThrow();
      conclusion.concluded(new Outcome.Reply(accept, accept.length, Duration.ZERO));
    }
  }
}
