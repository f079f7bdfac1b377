package id.gerbang.core.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealingKeyTest {

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("etc/gerbang.key");
  }

  @Test
  void what_is_created_is_read_again_by_its_owner_alone() throws IOException {
    Sealer created = SealingKey.create(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(SealingKey.read(file).fingerprint()).isEqualTo(created.fingerprint());
  }

  @Test
  void an_existing_file_is_never_overwritten() throws IOException {
    SealingKey.create(file);
    String before = Files.readString(file);
    refused(() -> SealingKey.create(file), "exists already");
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw--w----", "rw----r--", "rw------x"})
  void a_file_that_is_open_to_others_is_refused(String mode) throws IOException {
    SealingKey.create(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    refused(() -> SealingKey.read(file), "chmod 600");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not a key",
        "0001020304050607",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20",
        "g00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
        "\u00e9\u00ff"
      })
  void a_file_that_holds_something_else_is_refused(String content) throws IOException {
    SealingKey.create(file);
    Files.writeString(file, content);
    refused(() -> SealingKey.read(file), "does not hold 64 hex digits");
  }

  @Test
  void a_missing_file_is_named() {
    refused(() -> SealingKey.read(file), file + " can't be read");
    assertThat(file).doesNotExist();
  }

  private static void refused(Runnable work, String why) {
    assertThatThrownBy(work::run).isInstanceOf(SealException.class).hasMessageContaining(why);
  }
}
