package id.gerbang.radius.admission;

import static id.gerbang.radius.admission.TwoSubscribers.HOME;
import static id.gerbang.radius.admission.TwoSubscribers.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.Dial;
import id.gerbang.radius.Isp;
import id.gerbang.radius.Nas;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.RadiusPacket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What wrong passwords cost who types them, and nobody else. */
class GuessesTest {

  @TempDir Path directory;
  private TwoSubscribers two;
  private Isp isp;

  @BeforeEach
  void open() throws Exception {
    two = new TwoSubscribers(directory);
    isp = two.isp;
  }

  @AfterEach
  void close() {
    two.close();
  }

  @Test
  void of_two_hundred_guesses_over_many_sockets_sixty_are_looked_at() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(20);
    List<Callable<Boolean>> guesses = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String station = "4C:5E:0C:00:00:%02X".formatted(i % 3);
      guesses.add(
          () -> {
            try (Nas own = new Nas(TwoSubscribers.ROUTER)) {
              return new Dial(isp.radius(), own, "budi", station, 1).letsIn("salah");
            }
          });
    }
    for (Future<Boolean> guess : threads.invokeAll(guesses)) {
      assertThat(guess.get()).isFalse();
    }
    threads.shutdown();

    await()
        .until(
            () -> isp.column("SELECT 1 FROM access_event WHERE answer = 'reject'").size() == 200);
    assertThat(isp.column("SELECT 1 FROM access_event WHERE reason = 'WRONG_PASSWORD'"))
        .hasSize(60);
    assertThat(
            isp.column(
                "SELECT max(n) FROM (SELECT count(*) AS n FROM access_event"
                    + " WHERE reason = 'WRONG_PASSWORD' GROUP BY calling_station_id) s"))
        .containsExactly("20");
    assertThat(isp.column("SELECT DISTINCT reason FROM access_event WHERE answer = 'reject'"))
        .containsExactlyInAnyOrder("WRONG_PASSWORD", "GUESSING_LIMIT");
    assertThat(two.dial(HOME, 9).letsIn("rahasia")).isFalse();
  }

  @Test
  void a_right_password_enters_from_where_it_entered_before_while_others_guess() throws Exception {
    assertThat(two.dial(HOME, 1).letsIn("rahasia")).isTrue();
    RadiusPacket wrong = two.dial(OTHER, 2).login("salah");
    for (int i = 0; i < 80; i++) {
      two.dial("4C:5E:0C:00:00:%02X".formatted(i % 4), 3).login("salah");
    }

    RadiusPacket unexamined = two.dial(OTHER, 2).login("rahasia");
    assertThat(unexamined.code()).isEqualTo(Code.ACCESS_REJECT);
    assertThat(unexamined.text(Attribute.REPLY_MESSAGE))
        .isEqualTo(wrong.text(Attribute.REPLY_MESSAGE));
    assertThat(unexamined.length()).isEqualTo(wrong.length());
    assertThat(two.dial("4c5e.0c11.2233", 1).letsIn("rahasia")).isTrue();
    assertThat(two.dial(HOME, 1).letsIn("salah")).isFalse();
  }

  /** Of many, since one may meet a pause of the machine's. */
  @Test
  @Tag("long")
  void an_unknown_name_a_wrong_password_and_an_unexamined_one_take_the_same_time()
      throws Exception {
    for (int i = 0; i < 100; i++) {
      two.dial(OTHER, 1).login("salah");
    }
    long unknown = median("nobody", HOME);
    long wrong = median("siti", "");
    long unexamined = median("budi", OTHER);
    assertThat(LongStream.of(unknown, wrong, unexamined).max().getAsLong())
        .isLessThan(LongStream.of(unknown, wrong, unexamined).min().getAsLong() + 20);
  }

  private long median(String username, String station) throws Exception {
    long[] millis = new long[19];
    for (int i = 0; i < millis.length; i++) {
      long began = System.nanoTime();
      new Dial(isp.radius(), two.nas, username, station, 1).login("salah");
      millis[i] = (System.nanoTime() - began) / 1_000_000;
    }
    Arrays.sort(millis);
    return millis[millis.length / 2];
  }
}
