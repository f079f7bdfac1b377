package id.gerbang.radius;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.radius.clock.Timepiece;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {

  @TempDir Path data;

  @Test
  void requests_are_answered_and_nothing_is_left_behind() {
    Path stage = data.resolve("rehearsal");
    AtomicInteger rounds = new AtomicInteger();

    int answered =
        Rehearsal.play(
            stage, Timepiece.of(Clock.systemUTC()), () -> rounds.incrementAndGet() <= 20);

    // On a busy machine some answers come too late to be waited for.
    assertThat(answered).isBetween(10 * 2 * 32, 20 * 2 * 32);
    assertThat(data).isEmptyDirectory();
  }
}
