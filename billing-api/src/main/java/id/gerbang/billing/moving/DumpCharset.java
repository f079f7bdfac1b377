package id.gerbang.billing.moving;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** How the texts of a dump are written: UTF-8, unless it can't be. */
final class DumpCharset {

  private static final Charset OLD = Charset.forName("windows-1252");
  private static final int AT_A_TIME = 1 << 13;

  private DumpCharset() {}

  static Charset of(byte[] dump) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer octets = ByteBuffer.wrap(dump);
    CharBuffer some = CharBuffer.allocate(AT_A_TIME);
    while (true) {
      CoderResult result = decoder.decode(octets, some, true);
      if (result.isError()) {
        return OLD;
      }
      if (result.isUnderflow()) {
        return StandardCharsets.UTF_8;
      }
      some.clear();
    }
  }
}
