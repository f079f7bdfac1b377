package id.gerbang.radius.session;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.access.Reason;
import id.gerbang.core.session.Granted;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.MalformedPacketException;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RequestWriter;
import id.gerbang.radius.packet.Secret;
import org.junit.jupiter.api.Test;

class ClassCodecTest {

  private static final SessionClass CLASS =
      new SessionClass(12, "k3j9x2", new Granted(Reason.ISOLATED_UNPAID, true, true, 1, 2));

  private final ClassCodec codec = new ClassCodec(new byte[32]);

  @Test
  void what_was_written_is_read() {
    assertThat(codec.read(written(codec, CLASS))).contains(CLASS);
  }

  @Test
  void sessions_that_were_granted_before_an_upgrade_are_known_after_it() {
    assertThat(codec.read("g1.c.k3j9x2.023-1-2.76hq0e5m")).contains(CLASS);
    assertThat(ClassCodec.claimedSubscriber("g1.c.k3j9x2.023-1-2.76hq0e5m")).hasValue(12);
    assertThat(written(codec, CLASS)).isEqualTo("g2.c.k3j9x2.023-1-2.guncgrmu");
  }

  @Test
  void another_key_s_and_each_altered_character_are_none_of_ours() {
    noneOfOurs(written(codec, CLASS));
    noneOfOurs("g1.c.k3j9x2.023-1-2.76hq0e5m");
    assertThat(codec.read("")).isEmpty();
    assertThat(codec.read("User Manager 0x1234")).isEmpty();
  }

  private void noneOfOurs(String text) {
    assertThat(new ClassCodec(new byte[] {1}).read(text)).isEmpty();
    for (int i = 0; i < text.length(); i++) {
      String altered = text.substring(0, i) + '~' + text.substring(i + 1);
      assertThat(codec.read(altered)).as(altered).isEmpty();
      assertThat(codec.read(text.substring(0, i))).isEmpty();
    }
  }

  @Test
  void the_largest_fits_into_64_characters() {
    long most = (1L << 48) - 1;
    Granted granted = new Granted(Reason.ROUTER_CAPACITY, true, true, most, most);
    assertThat(written(codec, new SessionClass(99_999_999, "zzzzzzzz", granted)))
        .hasSizeLessThanOrEqualTo(64)
        .matches("\\p{ASCII}+");
    SessionClass beyond = new SessionClass(Long.MAX_VALUE, "zzzzzzzz", granted);
    assertThat(codec.read(written(codec, beyond))).contains(beyond);
  }

  private static String written(ClassCodec codec, SessionClass of) {
    RequestWriter packet = RequestWriter.accountingRequest(1);
    codec.addTo(packet, of.subscriberId(), Long.parseLong(of.login(), 36), of.granted().text());
    byte[] octets = packet.finish(Secret.of("xyzzy5461"));
    try {
      return RadiusPacket.read(octets, octets.length).text(Attribute.CLASS).orElseThrow();
    } catch (MalformedPacketException e) {
      throw new AssertionError(e);
    }
  }
}
