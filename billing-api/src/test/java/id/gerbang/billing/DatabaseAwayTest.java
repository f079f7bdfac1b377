package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DatabaseAwayTest {

  @Test
  @Timeout(30)
  void with_all_connections_taken_the_answer_is_503_soon() {
    try (RunningBilling billing = new RunningBilling(List.of())) {
      List<Handle> taken = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        taken.add(billing.service.jdbi().open());
      }
      long before = System.nanoTime();
      Reply reply = billing.get("/plans");
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.header("Retry-After")).isEqualTo("1");
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
      taken.forEach(Handle::close);
      assertThat(billing.get("/plans").status()).isEqualTo(200);
    }
  }
}
