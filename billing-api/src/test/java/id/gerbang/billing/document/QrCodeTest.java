package id.gerbang.billing.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrCodeTest {

  private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://bayar.example.net/pay/Zb0Zk3aJ9sTQ1mWc5xYxR7uV",
        "00020101021226690017ID.CO.EXAMPLE.WWW01189360000000000000010215TOKO000000000010303UMI51440014ID.CO.QRIS.WWW0215ID10200000000010303UMI52044814530336054061665005802ID5910ISP"
            + " CONTOH6008SURABAYA61056011162170113INV261100012363041202"
      })
  void what_is_drawn_reads_back_as_what_it_was(String text) throws Exception {
    QrCode code = QrCode.of(text);
    BitMatrix drawn = new BitMatrix(code.size());
    Matcher run = RUN.matcher(code.svgPath());
    int end = 0;
    while (run.find()) {
      assertThat(run.start()).isEqualTo(end);
      end = run.end();
      assertThat(run.group(4)).isEqualTo(run.group(3));
      drawn.setRegion(
          Integer.parseInt(run.group(1)) - QrCode.QUIET,
          Integer.parseInt(run.group(2)) - QrCode.QUIET,
          Integer.parseInt(run.group(3)),
          1);
    }
    assertThat(end).isEqualTo(code.svgPath().length());
    assertThat(new Decoder().decode(drawn).getText()).isEqualTo(text);
  }

  @Test
  void what_is_too_long_is_refused() {
    assertThatThrownBy(() -> QrCode.of("x".repeat(3000)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
