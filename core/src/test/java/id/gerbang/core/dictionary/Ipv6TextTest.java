package id.gerbang.core.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ipv6TextTest {

  /** Examples of RFC 5952 §4.2. */
  @ParameterizedTest
  @CsvSource({
    "2001:0db8:0000:0000:0000:0000:0002:0001, 2001:db8::2:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:DB8:F0:0:0:0:0:0, 2001:db8:f0::",
    "0:0:0:0:0:0:0:1, ::1",
    "0:0:0:0:0:0:0:0, ::",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8"
  })
  void each_address_has_one_text(String written, String text) throws UnknownHostException {
    assertThat(Ipv6Text.of(InetAddress.getByName(written).getAddress())).isEqualTo(text);
  }
}
