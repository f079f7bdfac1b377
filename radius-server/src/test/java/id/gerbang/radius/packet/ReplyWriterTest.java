package id.gerbang.radius.packet;

import static id.gerbang.radius.packet.Packets.packet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

/** One reply after another stands where the thread wrote the last one. */
class ReplyWriterTest {

  private static final Secret SECRET = OwnVectors.SECRET;

  @Test
  void a_reply_has_nothing_of_a_longer_one_before_it() throws Exception {
    byte[] alone = reject("short").finish(SECRET).orElseThrow();
    ReplyWriter longer = reject("x".repeat(253));
    for (int i = 0; i < 5; i++) {
      longer.text(Attribute.REPLY_MESSAGE, "x".repeat(253));
    }
    longer.finish(SECRET).orElseThrow();

    assertThat(reject("short").finish(SECRET)).contains(alone);
  }

  @Test
  void two_that_are_written_at_once_do_not_meet() throws Exception {
    byte[] alone = reject("one").text(Attribute.REPLY_MESSAGE, "more").finish(SECRET).orElseThrow();
    ReplyWriter one = reject("one");
    ReplyWriter other = reject("other");
    one.text(Attribute.REPLY_MESSAGE, "more");
    other.finish(SECRET).orElseThrow();
    ReplyWriter third = reject("third");

    assertThat(one.finish(SECRET)).contains(alone);
    assertThat(packet(third.finish(SECRET).orElseThrow()).text(Attribute.REPLY_MESSAGE))
        .contains("third");
  }

  @Test
  void one_that_is_finished_twice_is_an_error_and_shares_no_room_with_another() throws Exception {
    byte[] alone = reject("siti").finish(SECRET).orElseThrow();
    ReplyWriter finished = reject("budi");
    finished.finish(SECRET).orElseThrow();
    ReplyWriter next = reject("siti");

    assertThatIllegalStateException().isThrownBy(() -> finished.finish(SECRET));
    ReplyWriter third = reject("joko");

    assertThat(next.finish(SECRET)).contains(alone);
    assertThat(packet(third.finish(SECRET).orElseThrow()).text(Attribute.REPLY_MESSAGE))
        .contains("joko");
  }

  /** Not even what is copied of its request. */
  @Test
  void nothing_is_added_to_one_that_is_finished() throws Exception {
    byte[] alone = reject("siti").finish(SECRET).orElseThrow();
    RadiusPacket proxied =
        packet(RawRequest.of(Code.ACCESS_REQUEST).text(Attribute.PROXY_STATE, "a").finish(SECRET));
    ReplyWriter finished = ReplyWriter.to(proxied, Code.ACCESS_REJECT);
    finished.finish(SECRET).orElseThrow();
    ReplyWriter next = reject("siti");

    assertThatIllegalStateException()
        .isThrownBy(() -> finished.text(Attribute.REPLY_MESSAGE, "budi"));
    assertThatIllegalStateException().isThrownBy(() -> finished.finish(SECRET));

    assertThat(next.finish(SECRET)).contains(alone);
  }

  @Test
  void one_that_is_finished_in_place_is_the_beginning_of_its_room() throws Exception {
    byte[] alone = reject("siti").finish(SECRET).orElseThrow();
    ReplyWriter inPlace = reject("siti");

    byte[] room = inPlace.finishInPlace(SECRET);

    assertThat(room).startsWith(alone);
    assertThat(inPlace.length()).isEqualTo(alone.length);
  }

  private static ReplyWriter reject(String message) throws Exception {
    return ReplyWriter.to(packet(OwnVectors.PAP_REQUEST), Code.ACCESS_REJECT)
        .text(Attribute.REPLY_MESSAGE, message);
  }
}
