package id.gerbang.radius.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of 127.0.0.0/8 the system answers from 127.0.0.1, unless a socket says otherwise. */
class PortSocketsTest {

  private static final InetAddress ANY = new InetSocketAddress(0).getAddress();
  private static final InetAddress FIRST = address("127.0.8.1");
  private static final InetAddress SECOND = address("127.0.8.2");
  private static final InetAddress NOT_OURS = address("203.0.113.1");
  private static final int PATIENCE_MILLIS = 5_000;

  private volatile Set<InetAddress> machines = Set.of(FIRST);
  private final SegmentPool memory = new SegmentPool(1 << 20);
  private EventLoopGroup loops;

  @BeforeEach
  void open() {
    assumeThat(Epoll.isAvailable()).isTrue();
    loops = new MultiThreadIoEventLoopGroup(2, EpollIoHandler.newFactory());
  }

  @AfterEach
  void close() {
    if (loops != null) {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }

  @Test
  void an_answer_leaves_from_the_address_that_was_asked() throws Exception {
    try (PortSockets port = sockets(ANY)) {
      assertThat(answerer(FIRST, port)).isEqualTo(FIRST);
    }
  }

  @Test
  void an_address_that_comes_later_answers_for_itself_and_one_that_goes_no_more() throws Exception {
    try (PortSockets port = sockets(ANY)) {
      machines = Set.of(SECOND, NOT_OURS);
      port.look();
      assertThat(answerer(SECOND, port)).isEqualTo(SECOND);
      machines = Set.of(FIRST);
      port.look();
      assertThat(answerer(FIRST, port)).isEqualTo(FIRST);
      assertThat(answerer(SECOND, port)).isNotEqualTo(SECOND);
    }
  }

  @Test
  void a_look_that_fails_costs_that_look_alone() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    Supplier<Set<InetAddress>> failing =
        () -> {
          if (looks.incrementAndGet() == 2) {
            throw new StackOverflowError();
          }
          return machines;
        };
    try (PortSockets port = sockets(ANY, failing)) {
      machines = Set.of(FIRST, SECOND);
      port.look();
      assertThat(answerer(FIRST, port)).isEqualTo(FIRST);
      port.look();
      assertThat(answerer(SECOND, port)).isEqualTo(SECOND);
    }
  }

  @Test
  void of_very_many_addresses_those_that_have_sockets_keep_them() throws Exception {
    machines = numbered(1, 100);
    try (PortSockets port = sockets(ANY)) {
      Set<InetAddress> answering = answering(port);
      assertThat(answering).hasSizeBetween(8, 32);

      machines = numbered(101, 200);
      machines.addAll(answering);
      port.look();
      assertThat(answering(port)).isEqualTo(answering);

      machines = numbered(101, 200);
      port.look();
      assertThat(answering(port)).hasSameSizeAs(answering).doesNotContainAnyElementsOf(answering);
    }
  }

  /** Which of the machine's addresses answer for themselves. */
  private Set<InetAddress> answering(PortSockets port) throws Exception {
    Set<InetAddress> answering = new LinkedHashSet<>();
    for (InetAddress asked : machines) {
      if (answerer(asked, port).equals(asked)) {
        answering.add(asked);
      }
    }
    return answering;
  }

  private static Set<InetAddress> numbered(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(number -> address("127.0.8." + number))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @Test
  void one_address_that_is_configured_is_the_only_one() throws Exception {
    try (PortSockets port = sockets(SECOND)) {
      port.look();
      assertThat(answerer(SECOND, port)).isEqualTo(SECOND);
      try (DatagramSocket other = new DatagramSocket(new InetSocketAddress(FIRST, port.port()))) {
        assertThat(other.isBound()).isTrue();
      }
    }
  }

  /** By SO_REUSEPORT alone the system gives one of a few hundred twice. */
  @Test
  void a_free_port_is_no_other_servers() {
    List<PortSockets> opened = new ArrayList<>();
    try {
      for (int i = 0; i < 600; i++) {
        opened.add(sockets(SECOND));
      }
      assertThat(opened).extracting(PortSockets::port).doesNotHaveDuplicates();
    } finally {
      opened.forEach(PortSockets::close);
    }
  }

  private PortSockets sockets(InetAddress address) {
    return sockets(address, () -> machines);
  }

  private PortSockets sockets(InetAddress address, Supplier<Set<InetAddress>> present) {
    return new PortSockets(new InetSocketAddress(address, 0), 2, this::echoing, present);
  }

  private PortSocket echoing(InetSocketAddress address, int number) {
    return PortSocket.open(address, List.of(loops.next()), memory, duplicates -> new Echo());
  }

  private static final class Echo extends SimpleChannelInboundHandler<DatagramPacket> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
      context.writeAndFlush(new DatagramPacket(datagram.content().retain(), datagram.sender()));
    }
  }

  /** Who answers what was sent to this address. */
  private static InetAddress answerer(InetAddress asked, PortSockets port) throws Exception {
    try (DatagramSocket client = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
      client.setSoTimeout(PATIENCE_MILLIS);
      byte[] word = {1};
      client.send(new java.net.DatagramPacket(word, 1, new InetSocketAddress(asked, port.port())));
      java.net.DatagramPacket heard = new java.net.DatagramPacket(new byte[1], 1);
      client.receive(heard);
      return heard.getAddress();
    } catch (SocketTimeoutException e) {
      throw new AssertionError("no answer from " + asked, e);
    }
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(text, e);
    }
  }
}
