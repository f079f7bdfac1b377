package id.gerbang.app.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {
  @TempDir Path directory;

  @Test
  void is_made_for_its_owner_only() throws IOException {
    Path made = DataDirectory.throwAway(directory.resolve("a/b"));
    assertThat(mode(made)).isEqualTo("rwx------");
  }

  @Test
  void that_others_could_read_is_closed_to_them() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxr-x"));
    DataDirectory.throwAway(directory);
    assertThat(mode(directory)).isEqualTo("rwx--x--x");
  }

  @Test
  void in_memory_is_refused_for_what_must_last_and_allowed_for_a_demo() throws IOException {
    Path memory = Path.of("/dev/shm");
    Assumptions.assumeTrue(
        Files.isWritable(memory) && Files.getFileStore(memory).type().equals("tmpfs"),
        "left out: /dev/shm is not a tmpfs here");
    Path inMemory = Files.createTempDirectory(memory, "gerbang-");
    try {
      assertThatCode(() -> DataDirectory.throwAway(inMemory)).doesNotThrowAnyException();
      assertThatThrownBy(() -> DataDirectory.lasting(inMemory))
          .isInstanceOf(CannotStartException.class)
          .hasMessageContaining("lives in memory")
          .hasMessageContaining("GERBANG_DATA");
    } finally {
      Files.delete(inMemory);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nfs", "nfs4", "cifs", "smb3", "9p", "ceph", "fuse.sshfs"})
  void on_a_network_file_system_is_refused(String type) {
    assertThatThrownBy(() -> DataDirectory.refuseUnsafe(directory, type))
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining("network file system");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "xfs", "btrfs", "zfs", "overlay", "f2fs"})
  void on_a_disk_is_taken(String type) {
    assertThatCode(() -> DataDirectory.refuseUnsafe(directory, type)).doesNotThrowAnyException();
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
