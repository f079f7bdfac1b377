package id.gerbang.app.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Progress progress = new Progress(lines::add);

  @Test
  void only_a_step_that_is_not_done_after_a_second_is_told() {
    String result =
        progress.step(
            "slow",
            () -> {
              progress.step("quick", () -> "");
              await().until(() -> !lines.isEmpty());
              return "done";
            });
    assertThat(result).isEqualTo("done");
    assertThat(lines).containsExactly("slow...");
  }
}
