package id.gerbang.app.postgres;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** A random password in a file that only its owner may read. */
record PasswordFile(Path path) {
  private static final SecureRandom RANDOM = new SecureRandom();

  boolean exists() {
    return Files.exists(path);
  }

  String read() throws IOException {
    return Files.readString(path).strip();
  }

  String readOrMake() throws IOException {
    if (!exists()) {
      make();
    }
    return read();
  }

  private void make() throws IOException {
    Path unfinished = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    var onlyOwner =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var file = FileChannel.open(unfinished, Set.of(CREATE_NEW, WRITE), onlyOwner)) {
      file.write(ByteBuffer.wrap(random().getBytes(StandardCharsets.US_ASCII)));
      file.force(true);
    }
    Files.move(unfinished, path, ATOMIC_MOVE);
  }

  private static String random() {
    byte[] octets = new byte[32];
    RANDOM.nextBytes(octets);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }
}
