package id.gerbang.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Authenticators;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Octets in, what becomes of them out: {@link BadForms} and {@link BadContents} say what. */
class BadInputTest {

  @TempDir static Path directory;
  private static Isp isp;

  @BeforeAll
  static void open() throws Exception {
    isp = OddRequests.open(directory);
  }

  @AfterAll
  static void close() {
    isp.close();
  }

  @ParameterizedTest
  @MethodSource
  void becomes(BadInput line) throws Exception {
    int port = line.accounting() ? isp.radius().acctPort() : isp.radius().authPort();
    try (Nas nas = new Nas(line.from())) {
      if (line.becomes().startsWith("silent ")) {
        String reason = line.becomes().substring("silent ".length());
        long before = isp.silences(reason);
        nas.send(port, line.octets());
        await().pollInterval(Duration.ofMillis(2)).until(() -> isp.silences(reason) == before + 1);
        assertThat(nas.hear(Duration.ofMillis(1))).isEmpty();
      } else {
        RadiusPacket reply = Packets.packet(nas.ask(port, line.octets()));
        assertThat(Code.name(reply.code())).isEqualTo(line.becomes());
        assertThat(Authenticators.isReplyGenuine(reply, line.octets(), Isp.SECRET)).isTrue();
        if (!line.accounting()) {
          assertThat(reply.attributes().get(0).type()).isEqualTo(Attribute.MESSAGE_AUTHENTICATOR);
        }
      }
    }
    await()
        .pollInterval(Duration.ofMillis(2))
        .until(() -> isp.metric("gerbang_radius_in_progress") == 0);
  }

  static Stream<BadInput> becomes() {
    return Stream.of(BadForms.lines(), BadContents.lines()).flatMap(List::stream);
  }
}
