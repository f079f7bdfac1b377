package id.gerbang.radius.listen;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.radius.listen.DuplicateCache.Verdict;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DuplicateCacheTest {

  private static final InetSocketAddress ROUTER = new InetSocketAddress("10.0.0.1", 40_000);
  private static final byte[] REPLY = {1, 2, 3};

  private final DuplicateCache cache = new DuplicateCache(1_000_000);

  @Test
  void copies_get_the_same_octets_for_ten_seconds_after_the_answer() {
    DuplicateCache.Entry entry = fresh(look(1, "aa", 0));
    cache.answered(entry, REPLY, millis(200));

    for (long at : new long[] {300, 1_000, 1_500, 10_200}) {
      assertThat(look(1, "aa", at)).isEqualTo(new Verdict.Answered(REPLY));
    }
    assertThat(look(1, "aa", 10_201)).isInstanceOf(Verdict.Fresh.class);
  }

  @Test
  void a_copy_of_what_is_in_progress_is_dropped_however_long_it_takes() {
    look(1, "aa", 0);

    assertThat(look(1, "aa", 1)).isEqualTo(new Verdict.InProgress());
    assertThat(look(1, "aa", 60_000)).isEqualTo(new Verdict.InProgress());
  }

  @Test
  void another_identifier_code_port_or_authenticator_is_another_request() {
    cache.answered(fresh(look(1, "aa", 0)), REPLY, 0);

    assertThat(look(2, "aa", 1)).isInstanceOf(Verdict.Fresh.class);
    assertThat(cache.look(ROUTER, packet(4, 1, "aa"), 1)).isInstanceOf(Verdict.Fresh.class);
    assertThat(cache.look(new InetSocketAddress("10.0.0.1", 40_001), packet(1, 1, "aa"), millis(1)))
        .isInstanceOf(Verdict.Fresh.class);
    assertThat(look(1, "bb", 1)).isInstanceOf(Verdict.Fresh.class);
    assertThat(look(1, "aa", 2)).isInstanceOf(Verdict.Fresh.class);
  }

  @Test
  void the_late_answer_of_a_request_replaced_meanwhile_is_not_the_new_ones() {
    DuplicateCache.Entry replaced = fresh(look(1, "aa", 0));
    look(1, "bb", 1);

    cache.answered(replaced, REPLY, millis(2));

    assertThat(look(1, "bb", 3)).isEqualTo(new Verdict.InProgress());
    look(1, "bb", 20_000);
    assertThat(look(1, "bb", 20_001)).isEqualTo(new Verdict.InProgress());
  }

  @Test
  void what_was_not_answered_is_tried_again() {
    cache.forget(fresh(look(1, "aa", 0)));

    assertThat(look(1, "aa", 1)).isInstanceOf(Verdict.Fresh.class);
  }

  @Test
  void over_its_bound_it_forgets_the_oldest_answers_first() {
    DuplicateCache small = new DuplicateCache(1_000);
    for (int identifier = 0; identifier < 100; identifier++) {
      RadiusPacket request = packet(1, identifier, "aa");
      small.answered(fresh(small.look(ROUTER, request, 0)), REPLY, 0);
    }

    assertThat(small.look(ROUTER, packet(1, 99, "aa"), 1)).isEqualTo(new Verdict.Answered(REPLY));
    assertThat(small.size()).isLessThan(5);
    assertThat(small.look(ROUTER, packet(1, 0, "aa"), 1)).isInstanceOf(Verdict.Fresh.class);
  }

  private Verdict look(int identifier, String authenticator, long atMillis) {
    return cache.look(ROUTER, packet(1, identifier, authenticator), millis(atMillis));
  }

  private static DuplicateCache.Entry fresh(Verdict verdict) {
    return ((Verdict.Fresh) verdict).entry();
  }

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private static RadiusPacket packet(int code, int identifier, String authenticatorOctet) {
    try {
      return Packets.packet(
          "%02x%02x0014".formatted(code, identifier) + authenticatorOctet.repeat(16));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
