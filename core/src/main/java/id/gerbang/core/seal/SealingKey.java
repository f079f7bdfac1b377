package id.gerbang.core.seal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;

/**
 * The file that unseals the database's secrets: 32 random bytes in hex, mode 0600, outside the
 * database and its backups. Every service of one ISP has the same file.
 */
public final class SealingKey {

  private static final int LENGTH = 32;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private SealingKey() {}

  /** Makes the file; an existing one is never overwritten. */
  public static Sealer create(Path file) {
    byte[] key = new byte[LENGTH];
    new SecureRandom().nextBytes(key);
    try {
      Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
      Files.createDirectories(directory);
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      Files.writeString(file, HexFormat.of().formatHex(key) + "\n", StandardOpenOption.SYNC);
      // Before anything is sealed under it: its name must outlive a power cut as well.
      try (FileChannel name = FileChannel.open(directory, StandardOpenOption.READ)) {
        name.force(true);
      }
    } catch (FileAlreadyExistsException e) {
      throw new SealException("The key file " + file + " exists already.", e);
    } catch (IOException e) {
      throw new SealException("The key file " + file + " can't be written: " + e.getMessage(), e);
    }
    return new Sealer(key);
  }

  /** Reads the file, and stops where it is missing, readable by others or not a key. */
  public static Sealer read(Path file) {
    try {
      if (!Files.getPosixFilePermissions(file).stream()
          .allMatch(permission -> permission.name().startsWith("OWNER_"))) {
        throw new SealException(
            "The key file " + file + " is open to others. Close it: chmod 600 " + file);
      }
      byte[] key =
          HexFormat.of().parseHex(Files.readString(file, StandardCharsets.ISO_8859_1).strip());
      if (key.length != LENGTH) {
        throw new SealException(notAKey(file));
      }
      return new Sealer(key);
    } catch (IllegalArgumentException e) {
      throw new SealException(notAKey(file), e);
    } catch (IOException e) {
      throw new SealException(
          "The key file " + file + " can't be read. GERBANG_KEY_FILE names it.", e);
    }
  }

  private static String notAKey(Path file) {
    return "The key file " + file + " does not hold 64 hex digits.";
  }
}
