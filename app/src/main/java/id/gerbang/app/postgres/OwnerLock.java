package id.gerbang.app.postgres;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import id.gerbang.app.start.CannotStartException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to start and stop the server of one directory; the kernel takes it back when our
 * process dies.
 */
final class OwnerLock implements Closeable {
  // A second channel on the file would, when closed, release the lock of the first in the same
  // process.
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel file;

  private OwnerLock(Path path, FileChannel file) {
    this.path = path;
    this.file = file;
  }

  static OwnerLock take(Path path) throws IOException {
    if (!HELD_HERE.add(path)) {
      throw refused(path, "this very process");
    }
    FileChannel file = null;
    try {
      file = FileChannel.open(path, CREATE, READ, WRITE);
      if (file.tryLock() == null) {
        throw refused(path, "process " + text(file));
      }
      file.truncate(0);
      file.write(ascii(Long.toString(ProcessHandle.current().pid())), 0);
      return new OwnerLock(path, file);
    } catch (IOException | RuntimeException e) {
      if (file != null) {
        file.close();
      }
      HELD_HERE.remove(path);
      throw e;
    }
  }

  private static CannotStartException refused(Path path, String holder) {
    return new CannotStartException(
        "Gerbang is already running on %s (%s). Stop it first, or give this one another directory with GERBANG_DATA."
            .formatted(path.getParent(), holder));
  }

  private static String text(FileChannel file) throws IOException {
    var octets = ByteBuffer.allocate(20);
    file.read(octets, 0);
    return StandardCharsets.US_ASCII.decode(octets.flip()).toString();
  }

  private static ByteBuffer ascii(String text) {
    return StandardCharsets.US_ASCII.encode(text);
  }

  @Override
  public void close() throws IOException {
    file.close();
    HELD_HERE.remove(path);
  }
}
