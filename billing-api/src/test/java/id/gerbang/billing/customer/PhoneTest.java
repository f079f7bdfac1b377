package id.gerbang.billing.customer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneTest {

  @ParameterizedTest
  @CsvSource({
    "0812-3456-7890, 6281234567890",
    "+86 138 1234 5678, 8613812345678",
    "0086 138 1234 5678, 8613812345678",
    "+62 812 3456 7890, 6281234567890",
    "+62 0812-3456-7890, 6281234567890",
    "+62 (0)812 3456 7890, 6281234567890",
    "62 0812 3456 7890, 6281234567890",
    "0062812 3456 7890, 6281234567890",
    "00 62 0812 3456 7890, 6281234567890",
    "81234567890, 6281234567890",
    "(021) 555123, 6221555123",
    "+1 202 555 0123, 12025550123",
  })
  void a_number_is_kept_in_one_way(String written, String kept) {
    assertThat(Phone.normalise(written)).contains(kept);
  }

  @ParameterizedTest
  @CsvSource({
    "0812-34, 6281234",
    "+62 812 34, 6281234",
    "+62 (0)812 34, 6281234",
    "(0812) 345, 62812345",
    "(021) 555123, 6221555123",
    "0062812, 62812",
    "62 0812, 62812",
  })
  void a_part_is_sought_as_it_is_kept(String written, String kept) {
    assertThat(Phone.part(written)).contains(kept);
  }

  @ParameterizedTest
  @CsvSource({"812345", "C-00012", "Jl. Mawar 12", "+", "12"})
  void what_is_kept_so_or_is_no_number_is_sought_as_it_is(String written) {
    assertThat(Phone.part(written)).isEmpty();
  }
}
