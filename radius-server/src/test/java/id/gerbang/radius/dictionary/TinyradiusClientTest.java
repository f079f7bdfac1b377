package id.gerbang.radius.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.Isp;
import id.gerbang.radius.Nas;
import id.gerbang.radius.packet.Code;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.HashedWheelTimer;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinyradius.core.packet.request.AccessRequest;
import org.tinyradius.core.packet.request.RadiusRequest;
import org.tinyradius.core.packet.response.RadiusResponse;
import org.tinyradius.io.RadiusEndpoint;
import org.tinyradius.io.client.RadiusClient;
import org.tinyradius.io.client.handler.ClientDatagramCodec;
import org.tinyradius.io.client.handler.PromiseAdapter;
import org.tinyradius.io.client.timeout.FixedTimeoutHandler;

/** tinyradius' client asks the real ports. */
class TinyradiusClientTest {

  private final org.tinyradius.core.dictionary.Dictionary dictionary =
      TinyradiusDictionary.of(PrintedAttributeTest.SHIPPED);
  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final HashedWheelTimer timer = new HashedWheelTimer();

  @TempDir Path directory;
  private Isp isp;
  private RadiusClient client;

  @BeforeEach
  void open() throws Exception {
    isp = new Isp(directory, Clock.systemUTC());
    isp.router(1, "127.66.8.1", "require", 3799);
    isp.subscriber(1, "budi", "rahasia");
    isp.awaitSubscribers(1);
    try (Nas nas = new Nas("127.66.8.1")) {
      isp.awaitLetIn(nas, "budi", "rahasia");
    }
    client =
        new RadiusClient(
            new Bootstrap().group(loops).channel(NioDatagramChannel.class),
            new InetSocketAddress("127.66.8.1", 0),
            new FixedTimeoutHandler(timer, 3, 1_000),
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(new ClientDatagramCodec(dictionary), new PromiseAdapter());
              }
            });
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    timer.stop();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    isp.close();
  }

  @Test
  void logs_in_and_is_refused() throws Exception {
    RadiusResponse accept = ask(login("rahasia"), isp.radius().authPort());

    assertThat(accept.getType()).isEqualTo((byte) Code.ACCESS_ACCEPT);
    assertThat(accept.getAttribute("Mikrotik-Rate-Limit").orElseThrow().getValueString())
        .isEqualTo("5M/10M");
    assertThat(ask(login("salah"), isp.radius().authPort()).getType())
        .isEqualTo((byte) Code.ACCESS_REJECT);
  }

  @Test
  void reports() throws Exception {
    RadiusRequest report =
        RadiusRequest.create(dictionary, (byte) Code.ACCOUNTING_REQUEST, (byte) 9, null, List.of())
            .addAttribute("Acct-Status-Type", "Start")
            .addAttribute("Acct-Session-Id", "81000001")
            .addAttribute("User-Name", "budi");

    assertThat(ask(report, isp.radius().acctPort()).getType())
        .isEqualTo((byte) Code.ACCOUNTING_RESPONSE);
    await()
        .untilAsserted(
            () ->
                assertThat(isp.column("SELECT username || ' ' || subscriber_id FROM session"))
                    .containsExactly("budi 1"));
  }

  private RadiusRequest login(String password) throws Exception {
    AccessRequest request =
        (AccessRequest)
            RadiusRequest.create(dictionary, (byte) Code.ACCESS_REQUEST, (byte) 1, null, List.of());
    return request.withPapPassword(password).addAttribute("User-Name", "budi");
  }

  private RadiusResponse ask(RadiusRequest request, int port) throws Exception {
    return client
        .communicate(
            request, new RadiusEndpoint(new InetSocketAddress("127.0.0.1", port), Isp.SECRET_TEXT))
        .get(10, TimeUnit.SECONDS);
  }
}
