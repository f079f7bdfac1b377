package id.gerbang.radius.converge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CoaPortsTest {

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop loop = loops.next();
  private final CoaPorts ports = new CoaPorts(loop, number -> new ChannelInboundHandlerAdapter());

  @AfterEach
  void close() {
    loop.execute(ports::close);
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** Of an address that is down; a later one may find it up. */
  @Test
  void one_that_could_not_be_opened_is_tried_again_and_one_that_is_open_stays() throws Exception {
    ChannelFuture down = port("192.0.2.1");
    assertThat(down.cause()).isNotNull();
    assertThat(port("192.0.2.1")).isNotSameAs(down);

    ChannelFuture open = port("127.0.0.1");
    assertThat(open.cause()).isNull();
    assertThat(port("127.0.0.1")).isSameAs(open);
  }

  private ChannelFuture port(String from) throws Exception {
    InetAddress address = InetAddress.getByName(from);
    return loop.submit(() -> ports.port(0, address)).get().awaitUninterruptibly();
  }
}
