package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.payment.Books;
import java.util.List;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.junit.jupiter.api.Test;

class SqlObjectsTest {

  interface Numbers {

    @SqlQuery("SELECT n FROM generate_series(1, :last) n")
    List<Integer> to(int last);

    default int sum(int last) {
      return to(last).stream().mapToInt(Integer::intValue).sum();
    }
  }

  @Test
  void an_interface_s_queries_and_its_own_methods_are_called() {
    try (Books books = new Books()) {
      books.jdbi.useHandle(
          handle -> {
            Numbers numbers = handle.attach(Numbers.class);
            assertThat(numbers.to(3)).containsExactly(1, 2, 3);
            assertThat(numbers.sum(4)).isEqualTo(10);
          });
    }
  }

  @Test
  void each_is_itself_and_no_other_and_says_what_it_is() {
    try (Books books = new Books()) {
      books.jdbi.useHandle(
          handle -> {
            Numbers one = handle.attach(Numbers.class);
            Numbers other = handle.attach(Numbers.class);
            assertThat(one).isEqualTo(one).isNotEqualTo(other).hasSameHashCodeAs(one);
            assertThat(one).hasToString(Numbers.class.getName());
          });
    }
  }
}
