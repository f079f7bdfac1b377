package id.gerbang.routeros;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/**
 * Text as routers hold it: the octets that somebody's terminal sent. UTF-8 where they are that, and
 * windows-1252 octet by octet where they are not, so that there is always something to read.
 */
final class RouterText {

  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private RouterText() {}

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
