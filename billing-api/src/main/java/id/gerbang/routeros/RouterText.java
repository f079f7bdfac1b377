package id.gerbang.routeros;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.Arrays;

/**
 * Text as routers hold it: the octets that somebody's terminal sent. UTF-8 where they are that, and
 * windows-1252 octet by octet where they are not, so that there is always something to read.
 */
final class RouterText {

  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private RouterText() {}

  /**
   * Without the mark of order at its beginning, and in UTF-8 where that says UTF-16, as PowerShell
   * writes files.
   */
  static byte[] unmarked(byte[] text) {
    if (text.length > 2
        && text[0] == (byte) 0xEF
        && text[1] == (byte) 0xBB
        && text[2] == (byte) 0xBF) {
      return Arrays.copyOfRange(text, 3, text.length);
    }
    int mark = text.length < 2 ? 0 : ((text[0] & 0xFF) << 8) | (text[1] & 0xFF);
    return mark == 0xFFFE || mark == 0xFEFF
        ? new String(text, UTF_16).getBytes(UTF_8)
        : text.clone();
  }

  static String of(byte[] octets) {
    CharsetDecoder utf8 = UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(octets);
    CharBuffer out = CharBuffer.allocate(octets.length);
    while (true) {
      CoderResult result = utf8.decode(in, out, true);
      if (!result.isError()) {
        return out.flip().toString();
      }
      byte[] foreign = new byte[result.length()];
      in.get(foreign);
      out.put(new String(foreign, WINDOWS));
      utf8.reset();
    }
  }
}
