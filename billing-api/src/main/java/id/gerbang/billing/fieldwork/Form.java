package id.gerbang.billing.fieldwork;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import id.gerbang.billing.http.Problem;
import id.gerbang.billing.photo.Photo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A form that a browser has sent with a file (RFC 7578). What a file is called, and what somebody
 * says it is, is not read.
 *
 * @param parts by their names; of two of one name the last
 */
record Form(Map<String, byte[]> parts) {

  /** A photo, and what is written beside it. */
  static final int LONGEST = Photo.LONGEST + (64 << 10);

  private static final Pattern BOUNDARY =
      Pattern.compile("multipart/form-data;.*\\bboundary=\"?([^\";]{1,70})\"?.*");
  private static final Pattern NAME = Pattern.compile("(?is).*[; ]name=\"([^\"]{1,50})\".*");
  private static final String HEAD_ENDS = "\r\n\r\n";

  static Form read(InputStream body, @Nullable String contentType) {
    Matcher boundary = BOUNDARY.matcher(contentType == null ? "" : contentType);
    if (!boundary.matches()) {
      throw unreadable();
    }
    try {
      return of(body.readAllBytes(), "\r\n--" + boundary.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As one character a byte, so that places in the text are those in the file. */
  private static Form of(byte[] body, String delimiter) {
    String text = "\r\n" + new String(body, ISO_8859_1);
    Map<String, byte[]> parts = new HashMap<>();
    int at = text.indexOf(delimiter);
    while (at >= 0) {
      int from = at + delimiter.length();
      if (text.startsWith("--", from)) {
        return new Form(parts);
      }
      int head = text.indexOf(HEAD_ENDS, from);
      int end = text.indexOf(delimiter, from);
      if (head < 0 || end < head) {
        throw unreadable();
      }
      Matcher name = NAME.matcher(text.substring(from, head));
      if (name.matches()) {
        // Two characters more than the body has at its beginning.
        parts.put(
            name.group(1),
            Arrays.copyOfRange(body, head + HEAD_ENDS.length() - 2, Math.max(end - 2, head + 2)));
      }
      at = end;
    }
    throw unreadable();
  }

  private static Problem unreadable() {
    return Problem.badRequest("body", "is no form of ours");
  }

  /** Empty where there is none. */
  String text(String name) {
    return new String(parts.getOrDefault(name, new byte[0]), UTF_8);
  }

  /** Absent where none was chosen, which browsers send as an empty one. */
  Optional<byte[]> file(String name) {
    return Optional.ofNullable(parts.get(name)).filter(file -> file.length > 0);
  }
}
