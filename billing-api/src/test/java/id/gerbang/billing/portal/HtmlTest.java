package id.gerbang.billing.portal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTest {

  @Test
  void what_somebody_typed_stays_text_in_elements_and_in_attributes() {
    String html =
        Html.document()
            .open("p", "title", "\"><script>alert('1')</script>")
            .lines("<b>a</b> & b\r\n<i>")
            .closeAll()
            .toString();
    assertThat(html)
        .isEqualTo(
            "<!DOCTYPE html><p title=\"&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;\">"
                + "&lt;b&gt;a&lt;/b&gt; &amp; b<br>&lt;i&gt;</p>");
  }

  @ParameterizedTest
  @CsvSource({
    "Budi, Budi",
    "'  Budi   Santoso ', Budi S.",
    "Siti Nur Aisyah binti Ahmad, Siti N. A. b.",
    "😀 𝒳yz, 😀 𝒳."
  })
  void a_name_is_shortened_to_what_its_owner_knows(String name, String shortened) {
    assertThat(ShortName.of(name)).isEqualTo(shortened);
  }
}
