package id.gerbang.routeros.standin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/** What the binary API is written in: words behind their lengths, up to an empty one. */
final class Sentences {

  private Sentences() {}

  /** The next sentence; empty at the end of the stream. */
  static List<String> read(InputStream in, Charset encoding) throws IOException {
    List<String> words = new ArrayList<>();
    while (true) {
      int length = length(in);
      if (length < 0 || (length == 0 && !words.isEmpty())) {
        return length < 0 ? List.of() : words;
      }
      byte[] word = in.readNBytes(length);
      if (word.length < length) {
        return List.of();
      }
      if (length > 0) {
        words.add(new String(word, encoding));
      }
    }
  }

  private static int length(InputStream in) throws IOException {
    int first = in.read();
    if (first < 0x80) {
      return first;
    }
    if (first < 0xc0) {
      return more(in, first & 0x3f, 1);
    }
    if (first < 0xe0) {
      return more(in, first & 0x1f, 2);
    }
    if (first < 0xf0) {
      return more(in, first & 0xf, 3);
    }
    return first < 0xf8 ? more(in, first & 7, 4) : -1;
  }

  private static int more(InputStream in, int length, int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      length = length << 8 | in.read();
    }
    return length;
  }

  static byte[] encoded(List<String> words, Charset encoding) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String word : words) {
      byte[] bytes = word.getBytes(encoding);
      writeLength(out, bytes.length);
      out.writeBytes(bytes);
    }
    out.write(0);
    return out.toByteArray();
  }

  private static void writeLength(ByteArrayOutputStream out, int length) {
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x4000) {
      out.write(length >> 8 | 0x80);
      out.write(length);
    } else if (length < 0x200000) {
      out.write(length >> 16 | 0xc0);
      out.write(length >> 8);
      out.write(length);
    } else {
      out.write(length >> 24 | 0xe0);
      out.write(length >> 16);
      out.write(length >> 8);
      out.write(length);
    }
  }
}
