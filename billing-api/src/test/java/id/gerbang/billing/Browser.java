package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;

/** A phone's browser: headless Chromium, 390 by 844. */
final class Browser {

  private static final int WIDTH = 390;
  private static final int HEIGHT = 844;
  private static final Path PICTURES = Path.of("target", "screenshots");

  private Browser() {}

  /** Skips where there is none, unless everything is required to run. */
  static void require() {
    boolean installed = isInstalled();
    if (!installed && System.getenv("GERBANG_TEST_REQUIRE") != null) {
      throw new AssertionError("GERBANG_TEST_REQUIRE is set, and chromium is missing");
    }
    Assumptions.assumeTrue(installed, "chromium is not installed");
  }

  static boolean isInstalled() {
    return List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "chromium")));
  }

  /** What it looks like; kept for whoever wants to see it. */
  static BufferedImage picture(String url, String name) {
    return picture(url, name, WIDTH);
  }

  /** The same, of another width. */
  static BufferedImage picture(String url, String name, int width) {
    try {
      Files.createDirectories(PICTURES);
      Path file = PICTURES.resolve(name + ".png").toAbsolutePath();
      Files.deleteIfExists(file);
      Path profile = Files.createTempDirectory("chromium");
      Process chromium =
          new ProcessBuilder(
                  "chromium",
                  "--headless",
                  "--no-sandbox", // which root can't have
                  "--disable-gpu",
                  "--disable-quic",
                  "--no-first-run",
                  "--disable-background-networking",
                  "--hide-scrollbars",
                  "--user-data-dir=" + profile,
                  "--window-size=" + width + "," + HEIGHT,
                  "--screenshot=" + file,
                  url)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = chromium.waitFor(60, TimeUnit.SECONDS);
      chromium.destroyForcibly();
      assertThat(ended).as("chromium ends").isTrue();
      BufferedImage picture = ImageIO.read(file.toFile());
      assertThat(picture.getWidth()).isEqualTo(width);
      return picture;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether any pixel has this colour, as {@code 0xRRGGBB}. */
  static boolean shows(BufferedImage picture, int colour) {
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        if ((picture.getRGB(x, y) & 0xffffff) == colour) {
          return true;
        }
      }
    }
    return false;
  }
}
