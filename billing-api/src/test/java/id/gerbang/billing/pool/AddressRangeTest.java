package id.gerbang.billing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AddressRangeTest {

  @Test
  void what_is_left_of_ranges_when_others_are_taken_away() {
    assertThat(without(List.of("10.0.0.1-10.0.0.9"), List.of("10.0.0.4-10.0.0.5")))
        .containsExactly("10.0.0.1-10.0.0.3", "10.0.0.6-10.0.0.9");
    assertThat(without(List.of("10.0.0.1-10.0.0.9"), List.of("10.0.0.1-10.0.0.9"))).isEmpty();
    assertThat(without(List.of("10.0.0.3-10.0.0.5"), List.of("10.0.0.1-10.0.0.9"))).isEmpty();
    assertThat(
            without(
                List.of("10.0.0.1-10.0.0.9"),
                List.of("10.0.0.9-10.0.1.9", "9.255.255.255-10.0.0.1")))
        .containsExactly("10.0.0.2-10.0.0.8");
    assertThat(without(List.of("10.0.0.250-10.0.1.5"), List.of("10.0.1.0-10.0.1.0")))
        .containsExactly("10.0.0.250-10.0.0.255", "10.0.1.1-10.0.1.5");
    assertThat(without(List.of("192.168.0.1-192.168.0.9"), List.of()))
        .containsExactly("192.168.0.1-192.168.0.9");
  }

  private static List<String> without(List<String> ranges, List<String> others) {
    return AddressRange.without(parsed(ranges), parsed(others)).stream()
        .map(range -> range.firstText() + "-" + range.lastText())
        .toList();
  }

  private static List<AddressRange> parsed(List<String> ranges) {
    return ranges.stream().map(AddressRange::of).toList();
  }
}
