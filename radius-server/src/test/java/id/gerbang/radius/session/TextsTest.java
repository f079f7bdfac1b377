package id.gerbang.radius.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TextsTest {

  private final Texts texts = new Texts(UnaryOperator.identity());

  @Test
  void each_is_kept_once_and_of_those_that_a_router_invents_no_more_than_so_many() {
    String first = texts.shared(port(1));
    for (int i = 2; i <= 65_536; i++) {
      texts.shared(port(i));
    }
    assertThat(texts.shared(port(1))).isSameAs(first);
    String further = port(65_537);
    assertThat(texts.shared(further)).isSameAs(further);
    assertThat(texts.shared(port(65_537))).isEqualTo(further).isNotSameAs(further);
  }

  private static String port(int number) {
    return "ether1-vlan" + number;
  }
}
