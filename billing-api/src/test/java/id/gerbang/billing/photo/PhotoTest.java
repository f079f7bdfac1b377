package id.gerbang.billing.photo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.billing.http.Problem;
import id.gerbang.billing.photo.Photo.Kind;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a picture says beside itself is gone, and the picture is the same one. */
class PhotoTest {

  @ParameterizedTest
  @EnumSource(Kind.class)
  void nothing_beside_the_picture_is_kept(Kind kind) {
    byte[] file = file(kind);
    assertThat(new String(file, ISO_8859_1)).contains(Pictures.SECRET);
    Photo photo = Photo.of(file);
    assertThat(photo.kind()).isEqualTo(kind);
    assertThat(new String(photo.content(), ISO_8859_1)).doesNotContain("GPS");
    assertThat(Photo.of(photo.content()).content()).isEqualTo(photo.content());
  }

  @Test
  void every_pixel_stays_and_which_way_is_up() throws IOException {
    for (String format : new String[] {"jpg", "png"}) {
      byte[] file = format.equals("jpg") ? Pictures.jpeg() : Pictures.png();
      BufferedImage before = ImageIO.read(new ByteArrayInputStream(Pictures.drawn(format)));
      BufferedImage after = ImageIO.read(new ByteArrayInputStream(Photo.of(file).content()));
      assertThat(after.getWidth()).isEqualTo(64);
      for (int x = 0; x < 64; x++) {
        assertThat(after.getRGB(x, 20)).isEqualTo(before.getRGB(x, 20));
      }
    }
    Bytes turned = new Bytes(Photo.of(Pictures.jpeg()).content());
    assertThat(turned.is(6, "Exif")).isTrue();
    assertThat(Orientation.in(turned, 6, 6 + 32)).isEqualTo(OptionalInt.of(6));
    assertThat(new Bytes(Photo.of(Pictures.drawn("jpg")).content()).is(6, "JFIF")).isTrue();
  }

  @Test
  void of_a_webp_the_header_no_longer_says_that_there_is_more() {
    Bytes webp = new Bytes(Photo.of(Pictures.webp()).content());
    assertThat(webp.little32(4)).isEqualTo(webp.length() - 8);
    assertThat(webp.octet(20)).isZero();
    assertThat(webp.text(30, 4)).isEqualTo("VP8 ");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void what_is_cut_off_is_refused_and_what_is_garbled_breaks_nothing(Kind kind) {
    byte[] file = Photo.of(file(kind)).content();
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> Photo.of(cut)).isInstanceOf(Problem.class);
    }
    Random random = new Random(7);
    byte[] whole = file(kind);
    for (int i = 0; i < 5_000; i++) {
      byte[] garbled = whole.clone();
      garbled[random.nextInt(garbled.length)] = (byte) random.nextInt(256);
      garbled[random.nextInt(Math.min(200, garbled.length))] = (byte) random.nextInt(256);
      try {
        assertThat(Photo.of(garbled).content().length).isLessThanOrEqualTo(garbled.length + 36);
      } catch (Problem refused) {
        assertThat(refused.errors().get(0).field()).isEqualTo("photo");
      }
    }
  }

  @Test
  void what_is_no_picture_or_too_large_is_refused() {
    for (String text : new String[] {"", "GIF89a", "<svg/>", "%PDF-1.7", "RIFF....WAVE"}) {
      assertThatThrownBy(() -> Photo.of(text.getBytes(ISO_8859_1)))
          .isInstanceOfSatisfying(
              Problem.class, problem -> assertThat(problem.status()).isEqualTo(422));
    }
    assertThatThrownBy(() -> Photo.of(new byte[Photo.LONGEST + 1]))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(413));
  }

  private static byte[] file(Kind kind) {
    return switch (kind) {
      case JPEG -> Pictures.jpeg();
      case PNG -> Pictures.png();
      case WEBP -> Pictures.webp();
    };
  }
}
