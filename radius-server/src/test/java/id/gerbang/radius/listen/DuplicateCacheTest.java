package id.gerbang.radius.listen;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.radius.listen.DuplicateCache.Verdict;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DuplicateCacheTest {

  private static final InetSocketAddress ROUTER = new InetSocketAddress("10.0.0.1", 40_000);
  private static final Outcome.Reply REPLY = reply(new byte[] {1, 2, 3});

  private final DuplicateCache cache = new DuplicateCache(new SegmentPool(8 << 20));

  @Test
  void copies_get_the_same_octets_for_ten_seconds_after_the_answer() {
    RequestKey entry = fresh(key(1, "aa"), 0);
    cache.answered(entry, REPLY, millis(200));

    for (long at : new long[] {300, 1_000, 1_500, 10_200}) {
      assertThat(((Verdict.Answered) look(1, "aa", at)).reply()).isEqualTo(REPLY.room());
    }
    assertThat(look(1, "aa", 10_201)).isInstanceOf(Verdict.Fresh.class);
  }

  @Test
  void a_copy_of_what_is_in_progress_is_dropped_however_octetsit_takes() {
    look(1, "aa", 0);

    assertThat(look(1, "aa", 1)).isEqualTo(new Verdict.InProgress());
    assertThat(look(1, "aa", 60_000)).isEqualTo(new Verdict.InProgress());
  }

  @Test
  void another_identifier_code_port_or_authenticator_is_another_request() {
    cache.answered(fresh(key(1, "aa"), 0), REPLY, 0);

    assertThat(look(2, "aa", 1)).isInstanceOf(Verdict.Fresh.class);
    assertThat(cache.look(new RequestKey(ROUTER, packet(4, 1, "aa")), 1))
        .isInstanceOf(Verdict.Fresh.class);
    assertThat(cache.look(key(40_001, 1, "aa"), millis(1))).isInstanceOf(Verdict.Fresh.class);
    assertThat(look(1, "bb", 1)).isInstanceOf(Verdict.Fresh.class);
    assertThat(look(1, "aa", 2)).isInstanceOf(Verdict.Fresh.class);
  }

  @Test
  void another_address_is_another_request_though_its_hash_is_the_same() {
    for (List<String> alike :
        List.of(
            List.of("2001:db8:0:1::", "2001:db9::"),
            List.of("2001:db8::1:0:2", "2001:db8::2:0:1"))) {
      RequestKey one = key(alike.get(0));
      RequestKey other = key(alike.get(1));
      assertThat(one).hasSameHashCodeAs(other);
      fresh(one, 0);
      fresh(other, 0);

      cache.answered(one, REPLY, millis(1));

      assertThat(cache.look(key(alike.get(1)), millis(2))).isInstanceOf(Verdict.InProgress.class);
      assertThat(cache.look(key(alike.get(0)), millis(2))).isInstanceOf(Verdict.Answered.class);
      cache.forget(other);
      fresh(key(alike.get(1)), 3);
    }
  }

  @Test
  void the_late_answer_of_a_request_replaced_meanwhile_is_not_the_new_ones() {
    RequestKey replaced = fresh(key(1, "aa"), 0);
    look(1, "bb", 1);

    cache.answered(replaced, REPLY, millis(2));

    assertThat(look(1, "bb", 3)).isEqualTo(new Verdict.InProgress());
    look(1, "bb", 20_000);
    assertThat(look(1, "bb", 20_001)).isEqualTo(new Verdict.InProgress());
  }

  @Test
  void what_was_not_answered_is_tried_again() {
    cache.forget(fresh(key(1, "aa"), 0));

    assertThat(look(1, "aa", 1)).isInstanceOf(Verdict.Fresh.class);
  }

  @Test
  void an_answer_that_comes_after_its_socket_was_closed_takes_no_memory() {
    cache.answered(fresh(key(1, "aa"), 0), REPLY, millis(1));
    RequestKey held = fresh(key(2, "bb"), 2);

    cache.forgetAll();
    cache.answered(held, REPLY, millis(3));

    assertThat(cache.size()).isZero();
  }

  @Test
  void over_its_bound_it_forgets_the_oldest_answers_first_and_says_how_short_its_window_is() {
    DuplicateCache small = new DuplicateCache(new SegmentPool(0));
    for (int port = 1; port <= 10_000; port++) {
      RequestKey request = key(port, port & 0xff, "aa");
      small.answered(fresh(small, request, millis(port)), REPLY, millis(port));
    }

    int kept = small.size();
    assertThat(kept).isBetween(1, SegmentPool.SEGMENT_OCTETS / 52);
    assertThat(TimeUnit.NANOSECONDS.toMillis(small.windowNanos())).isBetween(1L, 5_000L);
    assertThat(small.look(key(10_000, 10_000 & 0xff, "aa"), millis(10_000)))
        .isInstanceOf(Verdict.Answered.class);
    assertThat(small.look(key(1, 1, "aa"), millis(10_000))).isInstanceOf(Verdict.Fresh.class);
    small.look(key(1, 2, "aa"), millis(30_000));
    assertThat(TimeUnit.NANOSECONDS.toSeconds(small.windowNanos())).isEqualTo(10);
  }

  @Test
  void memory_comes_with_the_load_goes_back_after_it_and_is_shared_by_all_sockets() {
    SegmentPool pool = new SegmentPool(4L * SegmentPool.SEGMENT_OCTETS);
    DuplicateCache one = new DuplicateCache(pool);
    DuplicateCache other = new DuplicateCache(pool);
    assertThat(pool.octetsInUse()).isZero();

    for (int port = 1; port <= 40_000; port++) {
      one.answered(fresh(one, key(port, 1, "aa"), 0), REPLY, 0);
    }
    assertThat(pool.octetsInUse()).isEqualTo(4L * SegmentPool.SEGMENT_OCTETS);
    for (int port = 1; port <= 1_000; port++) {
      other.answered(fresh(other, key(port, 1, "aa"), 0), REPLY, 0);
    }
    assertThat(other.size()).isEqualTo(1_000);

    one.expire(millis(10_001));
    assertThat(one.size()).isZero();
    assertThat(pool.octetsInUse()).isZero();
  }

  @Test
  void of_too_many_in_progress_the_next_is_refused_and_a_copy_is_still_known() {
    for (int port = 0; port < 65_536; port++) {
      assertThat(cache.look(key(port, 1, "aa"), 0)).isInstanceOf(Verdict.Fresh.class);
    }

    assertThat(cache.look(key(1, 2, "aa"), 1)).isEqualTo(new Verdict.Full());
    assertThat(cache.look(key(1, 1, "aa"), 1)).isEqualTo(new Verdict.InProgress());
    cache.forget(fresh(key(1, 1, "bb"), 2));
    assertThat(cache.look(key(1, 2, "aa"), 3)).isInstanceOf(Verdict.Fresh.class);
  }

  @Test
  void of_too_many_octets_in_progress_the_next_is_refused() throws Exception {
    byte[] octets = new byte[20 + 15 * 255];
    octets[0] = 1;
    octets[2] = (byte) (octets.length >> 8);
    octets[3] = (byte) octets.length;
    for (int at = 20; at < octets.length; at += 255) {
      octets[at] = 33;
      octets[at + 1] = (byte) 255;
    }
    RadiusPacket request = RadiusPacket.read(octets, octets.length);

    int taken = 0;
    while (cache.look(new RequestKey(router(taken), request), 1) instanceof Verdict.Fresh) {
      taken++;
    }

    assertThat(taken * (long) octets.length).isBetween(24L << 20, (24L << 20) + octets.length);
  }

  @Test
  void of_a_request_that_two_loops_take_at_once_one_settles_it() throws Exception {
    int requests = 20_000;
    AtomicInteger fresh = new AtomicInteger();
    CyclicBarrier together = new CyclicBarrier(2);
    Callable<Void> loop =
        () -> {
          together.await();
          for (int request = 0; request < requests; request++) {
            RequestKey key = key(1 + request, request & 0xff, "aa");
            if (cache.look(key, 0) instanceof Verdict.Fresh) {
              fresh.incrementAndGet();
              cache.answered(key, REPLY, 0);
            }
          }
          return null;
        };
    ExecutorService loops = Executors.newFixedThreadPool(2);
    try {
      for (Future<Void> ended : loops.invokeAll(List.of(loop, loop))) {
        ended.get();
      }
    } finally {
      loops.shutdownNow();
    }
    assertThat(fresh).hasValue(requests);
    assertThat(cache.size()).isEqualTo(requests);
  }

  /** Against a map of plain objects, with few keys, so that each is replaced, expired and asked. */
  @Test
  void it_answers_as_a_plain_map_of_the_last_ten_seconds_would() {
    record Known(String authenticator, byte[] reply, long at) {}
    Random random = new Random(5080);
    Map<Integer, Known> model = new HashMap<>();
    for (long at = 0; at < 300_000; at += random.nextInt(20)) {
      int port = random.nextInt(3_000);
      String authenticator = random.nextBoolean() ? "aa" : "bb";
      Known known = model.get(port);
      RequestKey key = key(port, 7, authenticator);
      Verdict verdict = cache.look(key, millis(at));
      if (known != null && known.authenticator.equals(authenticator) && at - known.at <= 10_000) {
        assertThat(((Verdict.Answered) verdict).reply()).isEqualTo(known.reply);
      } else {
        byte[] reply = new byte[20 + random.nextInt(200)];
        random.nextBytes(reply);
        assertThat(verdict).isInstanceOf(Verdict.Fresh.class);
        cache.answered(key, reply(reply), millis(at));
        model.put(port, new Known(authenticator, reply, at));
      }
    }
  }

  private Verdict look(int identifier, String authenticator, long atMillis) {
    return cache.look(key(identifier, authenticator), millis(atMillis));
  }

  private RequestKey fresh(RequestKey request, long atMillis) {
    return fresh(cache, request, millis(atMillis));
  }

  private static RequestKey fresh(DuplicateCache in, RequestKey request, long at) {
    assertThat(in.look(request, at)).isInstanceOf(Verdict.Fresh.class);
    return request;
  }

  private static RequestKey key(int identifier, String authenticator) {
    return new RequestKey(ROUTER, packet(1, identifier, authenticator));
  }

  private static RequestKey key(String address) {
    return new RequestKey(new InetSocketAddress(address, 40_000), packet(1, 1, "aa"));
  }

  private static RequestKey key(int port, int identifier, String authenticator) {
    return new RequestKey(router(port), packet(1, identifier, authenticator));
  }

  private static Outcome.Reply reply(byte[] octets) {
    return new Outcome.Reply(octets, octets.length, Duration.ZERO);
  }

  private static InetSocketAddress router(int port) {
    return new InetSocketAddress("10.0.0.1", port);
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
