package id.gerbang.billing.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far the chain had come, noted outside the database: what is cut off at the end of the chain
 * leaves a chain that is whole, and shorter than this.
 */
final class NotedHead {

  private static final Pattern FORM = Pattern.compile("seq=(\\d{1,18}) mac=([0-9a-f]{64})\\s*");

  private final Path file;

  NotedHead(Path file) {
    this.file = file;
  }

  /** Empty where none was noted yet. */
  Optional<ChainLink> read() throws IOException {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    Matcher noted = FORM.matcher(Files.readString(file));
    if (!noted.matches()) {
      throw new IOException(file + " does not hold the end of an audit chain");
    }
    return Optional.of(
        new ChainLink(
            Long.parseLong(noted.group(1)), false, HexFormat.of().parseHex(noted.group(2))));
  }

  /** At once or not at all; a power cut may leave the one before, which is as true. */
  void write(ChainLink head) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, head + "\n");
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
