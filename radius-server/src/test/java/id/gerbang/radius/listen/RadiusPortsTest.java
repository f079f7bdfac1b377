package id.gerbang.radius.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RadiusPortsTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 9})
  void every_processor_answers_logins(int processors) {
    List<Integer> loops = IntStream.range(0, processors).boxed().toList();

    assertThat(IntStream.range(0, RadiusPorts.sockets(processors, 2)).boxed())
        .flatMap(socket -> RadiusPorts.serving(socket, loops, 2))
        .containsAll(loops);
  }

  @Test
  void of_three_one_serves_both_sockets_and_of_one_none_is_served_twice() {
    assertThat(RadiusPorts.serving(0, List.of("a", "b", "c"), 2)).containsExactly("a", "b");
    assertThat(RadiusPorts.serving(1, List.of("a", "b", "c"), 2)).containsExactly("c", "a");
    assertThat(RadiusPorts.serving(0, List.of("a"), 2)).containsExactly("a");
  }
}
