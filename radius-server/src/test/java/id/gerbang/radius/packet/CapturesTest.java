package id.gerbang.radius.packet;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.radius.packet.Authenticators.MessageAuthenticator;
import id.gerbang.radius.packet.Captures.Captured;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CapturesTest {
  private static final Set<Integer> REPLIES = Set.of(2, 3, 5, 11, 41, 42, 44, 45);

  @Test
  void there_are_as_many_as_were_captured() {
    assertThat(Captures.all()).hasSize(34);
    assertThat(every_reply_to_a_captured_request_is_genuine()).hasSize(12);
  }

  @ParameterizedTest
  @MethodSource
  void every_packet_reads(Captured captured) throws Exception {
    RadiusPacket packet = captured.packet();

    assertThat(captured.name()).startsWith(Code.name(packet.code()));
    assertThat(captured.name()).endsWith("(" + packet.length() + " bytes)");
    assertThat(packet.attributes()).hasSizeBetween(packet.length() == 20 ? 0 : 1, 25);
  }

  @ParameterizedTest
  @MethodSource
  void every_request_is_genuine(Captured request) throws Exception {
    RadiusPacket packet = request.packet();

    assertThat(Authenticators.isRequestGenuine(packet, Captures.SECRET)).isTrue();
    assertThat(Authenticators.checkMessageAuthenticator(packet, Captures.SECRET))
        .isEqualTo(
            packet.has(Attribute.EAP_MESSAGE)
                ? MessageAuthenticator.GENUINE
                : MessageAuthenticator.ABSENT);
  }

  @ParameterizedTest
  @MethodSource
  void every_reply_to_a_captured_request_is_genuine(Captured reply) throws Exception {
    byte[] request = Captures.requestOf(reply).orElseThrow().octets();

    assertThat(Authenticators.isReplyGenuine(reply.packet(), request, Captures.SECRET)).isTrue();
    assertThat(Authenticators.isReplyGenuine(reply.packet(), request, Secret.of("other")))
        .isFalse();
  }

  static Stream<Captured> every_packet_reads() {
    return Captures.all().stream();
  }

  static Stream<Captured> every_request_is_genuine() {
    return Captures.all().stream().filter(captured -> !REPLIES.contains(captured.code()));
  }

  static Stream<Captured> every_reply_to_a_captured_request_is_genuine() {
    return Captures.all().stream()
        .filter(captured -> REPLIES.contains(captured.code()))
        .filter(reply -> Captures.requestOf(reply).isPresent());
  }
}
