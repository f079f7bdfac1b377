package id.gerbang.radius.snapshot;

import id.gerbang.core.seal.Sealer;
import id.gerbang.radius.subscriber.Router;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;

/**
 * The one snapshot of a data directory. A new one takes the place of the old when all of it is on
 * the disk, so that whenever the power goes there is a whole one.
 */
final class SnapshotFile {

  /** Of the records inside. Another one is not read: the database says all of it again. */
  static final byte VERSION = 11;

  private static final String NAME = "radius.snapshot";
  private static final int BUFFER = 1 << 16;

  private final Path directory;
  private final Path file;
  private final Sealer sealer;

  SnapshotFile(Path directory, Sealer sealer) {
    this.directory = directory;
    this.file = directory.resolve(NAME);
    this.sealer = sealer;
  }

  Path path() {
    return file;
  }

  static boolean existsIn(Path directory) {
    return Files.exists(directory.resolve(NAME));
  }

  /** Whether it names another key than this; what is no snapshot names none. */
  static boolean isOfAnotherKey(Path directory, Sealer sealer) {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(directory.resolve(NAME)))) {
      if (in.readInt() != SealedOutput.MAGIC) {
        return false;
      }
      in.readByte(); // of whatever version
      return in.readInt() != SealedOutput.keyId(sealer);
    } catch (IOException unread) {
      return false; // reading all of it says why
    }
  }

  /**
   * @param pace called with the file after each chunk: so little at a time is forced that no one
   *     else's record waits long for the disk
   */
  void write(Contents contents, Instant knownUntil, JournalPlace place, Pace pace)
      throws IOException {
    Files.createDirectories(directory);
    Path whole = directory.resolve(NAME + ".new");
    try {
      writeWhole(whole, contents, knownUntil, place, pace);
    } catch (IOException | RuntimeException | Error e) {
      // On a full disk the journal needs the room.
      Files.deleteIfExists(whole);
      throw e;
    }
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private void writeWhole(
      Path whole, Contents contents, Instant knownUntil, JournalPlace place, Pace pace)
      throws IOException {
    Files.deleteIfExists(whole);
    Files.createFile(
        whole, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (FileChannel channel = FileChannel.open(whole, Set.of(StandardOpenOption.WRITE))) {
      try (DataOutputStream out =
          new DataOutputStream(
              new SealedOutput(channel, sealer, VERSION, () -> pace.written(channel)))) {
        contents.write(out, knownUntil, place);
      }
      channel.force(true);
    }
  }

  /** What is done between two chunks. */
  interface Pace {
    void written(FileChannel channel);
  }

  Contents.Counts read(Contents contents, Router builtIn) throws IOException {
    try (InputStream octets = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        DataInputStream in =
            new DataInputStream(new SealedInput(octets, Files.size(file), sealer, VERSION))) {
      Contents.Counts counts = contents.read(in, builtIn);
      if (in.read() != -1) {
        throw new SnapshotException("something follows its end");
      }
      return counts;
    } catch (EOFException | RuntimeException e) {
      throw new SnapshotException("its records make no sense: " + e, e);
    }
  }

  /** Out of the way, kept for a person: the one before goes. */
  Path setAside() throws IOException {
    Path aside = directory.resolve(NAME + ".unusable");
    Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    return aside;
  }
}
