package id.gerbang.radius.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.core.router.RouterPolicy;
import id.gerbang.radius.Isp;
import id.gerbang.radius.Nas;
import id.gerbang.radius.Nas.Heard;
import id.gerbang.radius.SimulatedRouter;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.ReplyWriter;
import id.gerbang.radius.packet.RequestWriter;
import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.subscriber.Router;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A router that lies in every way that it can (P12). */
class CoaClientTest {

  private static final Duration FIRST_WAIT = Duration.ofMillis(50);

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Counters counters = new Counters();
  private final List<CoaAnswer> answers = Collections.synchronizedList(new ArrayList<>());
  private CoaClient client;
  private Nas nas;

  @BeforeEach
  void open() throws Exception {
    client = client(Duration.ofSeconds(2));
    nas = new Nas("127.66.3.1");
  }

  @AfterEach
  void close() {
    client.close();
    nas.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void only_the_right_reply_counts() throws Exception {
    Heard request = sent();
    byte[] right = reply(request, Code.COA_ACK);
    try (Nas elsewhere = new Nas("127.66.3.2", nas.address().getPort());
        Nas anotherPort = new Nas("127.66.3.1")) {
      elsewhere.send(request.sender(), right);
      anotherPort.send(request.sender(), right);
      nas.send(request.sender(), identifier(right, right[1] + 1));
      dropped("unasked", 3);

      nas.send(request.sender(), right.clone());
    }
    await().until(() -> answers.size() == 1);
    assertThat(answers).containsExactly(new CoaAnswer.Acknowledged());
    nas.send(request.sender(), right);
    dropped("unasked", 4);
    assertThat(answers).hasSize(1);
  }

  @Test
  void a_forged_or_broken_reply_leaves_the_request_open() throws Exception {
    Heard request = sent();
    byte[] right = reply(request, Code.COA_NAK);

    nas.send(request.sender(), Arrays.copyOf(right, 19));
    nas.send(request.sender(), Arrays.copyOf(right, right.length - 1));
    nas.send(request.sender(), new byte[0]);
    dropped("malformed", 3);

    nas.send(request.sender(), flipped(right, 4));
    nas.send(request.sender(), flipped(right, right.length - 1));
    nas.send(request.sender(), code(right, Code.COA_ACK));
    nas.send(request.sender(), code(right, Code.DISCONNECT_ACK));
    nas.send(request.sender(), code(right, Code.ACCESS_ACCEPT));
    nas.send(request.sender(), request.octets());
    nas.send(request.sender(), replyUnder(request, Code.COA_ACK, Secret.of("other")));
    nas.send(request.sender(), replyWithForgedSignature(request));
    dropped("not_genuine", 8);
    assertThat(answers).isEmpty();

    nas.send(request.sender(), right);
    await().until(() -> answers.equals(List.of(new CoaAnswer.Refused(503))));
  }

  @Test
  void a_reply_to_another_kind_of_request_does_not_count_however_well_it_is_signed()
      throws Exception {
    Heard request = sent();

    Heard asIfDisconnect =
        new Heard(code(request.octets(), Code.DISCONNECT_REQUEST), request.sender());
    Heard asIfAccounting =
        new Heard(code(request.octets(), Code.ACCOUNTING_REQUEST), request.sender());
    nas.send(request.sender(), reply(asIfDisconnect, Code.DISCONNECT_ACK));
    nas.send(request.sender(), reply(asIfAccounting, Code.ACCOUNTING_RESPONSE));
    dropped("not_genuine", 2);

    assertThat(answers).isEmpty();
  }

  @Test
  void nothing_leaves_without_leave_and_no_retransmission_after_it_is_over() throws Exception {
    client.close();
    client = client(FIRST_WAIT);
    AtomicBoolean once = new AtomicBoolean(true);
    send(() -> once.getAndSet(false));
    nas.hear();
    await().until(() -> answers.equals(List.of(new CoaAnswer.Silent(false))));
    assertThat(nas.hear(FIRST_WAIT)).isEmpty();

    send(() -> false);

    await().until(() -> answers.size() == 2);
    assertThat(answers.get(1)).isEqualTo(new CoaAnswer.Unsent());
    assertThat(nas.hear(FIRST_WAIT)).isEmpty();
  }

  @Test
  void a_router_gets_no_more_requests_than_ports_and_identifiers_within_its_memory()
      throws Exception {
    try (SimulatedRouter acknowledging = new SimulatedRouter("127.66.3.9")) {
      Router busy = router(acknowledging.address());
      for (int sent = 0; sent <= 64 * 256; sent++) {
        int before = sent;
        if (sent % 256 == 0) {
          await().until(() -> answers.size() == before);
        }
        client.send(
            busy,
            identifier -> RequestWriter.coaRequest(identifier).text(Attribute.USER_NAME, "budi"),
            () -> true,
            answers::add);
      }
      await().until(() -> answers.size() == 64 * 256 + 1);
      assertThat(answers).filteredOn(new CoaAnswer.Unsent()::equals).hasSize(1);
      assertThat(answers).filteredOn(new CoaAnswer.Acknowledged()::equals).hasSize(64 * 256);
    }
  }

  @Test
  void a_genuine_reply_of_any_length_counts() throws Exception {
    Heard request = sent();
    ReplyWriter reply = ReplyWriter.to(Packets.packet(request.octets()), Code.COA_ACK);
    for (int i = 0; i < 15; i++) {
      reply.octets(Attribute.REPLY_MESSAGE, new byte[250]);
    }

    nas.send(request.sender(), reply.finish(Isp.SECRET).orElseThrow());

    await().until(() -> answers.equals(List.of(new CoaAnswer.Acknowledged())));
  }

  @Test
  void retransmissions_are_the_same_octets_from_the_same_port_and_end_in_silence()
      throws Exception {
    client.close();
    client = client(FIRST_WAIT);
    Heard first = sent();
    for (int i = 1; i < 5; i++) {
      Heard again = nas.hear();
      assertThat(again.octets()).isEqualTo(first.octets());
      assertThat(again.sender()).isEqualTo(first.sender());
    }
    await().until(() -> answers.equals(List.of(new CoaAnswer.Silent(false))));
    assertThat(nas.hear(FIRST_WAIT)).isEmpty();

    nas.send(first.sender(), reply(first, Code.COA_ACK));
    dropped("unasked", 1);
    assertThat(answers).hasSize(1);
  }

  @Test
  void no_port_and_identifier_comes_back_within_a_routers_memory() throws Exception {
    Set<String> used = new HashSet<>();
    for (int i = 0; i < 600; i++) {
      Heard request = sent();
      assertThat(used.add(request.sender().getPort() + "/" + request.octets()[1])).isTrue();
      nas.send(request.sender(), reply(request, Code.COA_ACK));
    }
    await().until(() -> answers.size() == 600);
  }

  @Test
  void a_request_that_can_not_be_written_is_answered_all_the_same() {
    client.send(
        router(),
        identifier -> RequestWriter.coaRequest(identifier).text(1, "x".repeat(254)),
        () -> true,
        answers::add);

    await().until(() -> answers.equals(List.of(new CoaAnswer.Unsent())));
  }

  @Test
  void what_our_own_code_fails_upon_is_told_as_unsent() {
    client.send(
        router(),
        identifier -> {
          throw new NoClassDefFoundError("id/gerbang/radius/reply/Gone");
        },
        () -> true,
        answers::add);

    await().until(() -> answers.equals(List.of(new CoaAnswer.Unsent())));
  }

  private CoaClient client(Duration firstWait) throws Exception {
    return new CoaClient(loops, any -> InetAddress.getLoopbackAddress(), counters, firstWait);
  }

  private Heard sent() throws Exception {
    send(() -> true);
    return nas.hear();
  }

  private void send(BooleanSupplier allowed) {
    client.send(
        router(),
        identifier -> RequestWriter.coaRequest(identifier).text(Attribute.USER_NAME, "budi"),
        allowed,
        answers::add);
  }

  private Router router() {
    return router(nas.address());
  }

  private static Router router(InetSocketAddress address) {
    return new Router(
        1,
        "BRAS-1",
        address.getAddress(),
        Isp.SECRET,
        true,
        address.getPort(),
        Router.SignaturePolicy.AUTO,
        Optional.empty(),
        RouterPolicy.DEFAULT);
  }

  private void dropped(String why, int times) {
    await()
        .untilAsserted(
            () ->
                assertThat(counters.text())
                    .contains("coa_dropped_total{why=\"" + why + "\"} " + times + "\n"));
  }

  private static byte[] reply(Heard request, int code) throws Exception {
    return replyUnder(request, code, Isp.SECRET);
  }

  private static byte[] replyUnder(Heard request, int code, Secret secret) throws Exception {
    ReplyWriter reply = ReplyWriter.to(Packets.packet(request.octets()), code);
    if (code == Code.COA_NAK) {
      reply.integer(Attribute.ERROR_CAUSE, 503);
    }
    return reply.finish(secret).orElseThrow();
  }

  /** Its Response Authenticator is right: only the Message-Authenticator gives it away. */
  private static byte[] replyWithForgedSignature(Heard request) throws Exception {
    return ReplyWriter.to(Packets.packet(request.octets()), Code.COA_ACK)
        .octets(Attribute.MESSAGE_AUTHENTICATOR, new byte[16])
        .finish(Isp.SECRET)
        .orElseThrow();
  }

  private static byte[] flipped(byte[] packet, int at) {
    byte[] changed = packet.clone();
    changed[at] ^= 1;
    return changed;
  }

  private static byte[] code(byte[] packet, int code) {
    byte[] changed = packet.clone();
    changed[0] = (byte) code;
    return changed;
  }

  private static byte[] identifier(byte[] packet, int identifier) {
    byte[] changed = packet.clone();
    changed[1] = (byte) identifier;
    return changed;
  }
}
