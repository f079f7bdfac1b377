package id.gerbang.app.tls;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file that was never readable by anyone but its owner, not even while it was written. */
final class PrivateFile {
  private PrivateFile() {}

  static OutputStream open(Path path) throws IOException {
    Files.deleteIfExists(path);
    return Channels.newOutputStream(
        Files.newByteChannel(
            path,
            Set.of(CREATE_NEW, WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
  }
}
