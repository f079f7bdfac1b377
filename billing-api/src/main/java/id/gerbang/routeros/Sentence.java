package id.gerbang.routeros;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.gerbang.routeros.RouterOsException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the binary API is made of: words, each behind its length, up to an empty one. Read are at
 * most {@value #LONGEST} octets and {@value #MOST_WORDS} words.
 *
 * @param size octets on the wire
 */
record Sentence(List<String> words, int size) {

  static final int LONGEST = 1 << 20;
  static final int MOST_WORDS = 1000;
  private static final String TAG = ".tag=";

  static byte[] encode(List<String> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String word : words) {
      byte[] octets = word.getBytes(UTF_8);
      out.writeBytes(prefix(octets.length));
      out.writeBytes(octets);
    }
    out.write(0);
    return out.toByteArray();
  }

  static byte[] prefix(int length) {
    if (length < 0x80) {
      return new byte[] {(byte) length};
    }
    if (length < 0x4000) {
      return new byte[] {(byte) (length >> 8 | 0x80), (byte) length};
    }
    if (length < 0x200000) {
      return new byte[] {(byte) (length >> 16 | 0xc0), (byte) (length >> 8), (byte) length};
    }
    if (length < 0x10000000) {
      return new byte[] {
        (byte) (length >> 24 | 0xe0), (byte) (length >> 16), (byte) (length >> 8), (byte) length
      };
    }
    return new byte[] {
      (byte) 0xf0, (byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length
    };
  }

  /** The next one that is not empty. */
  static Sentence read(InputStream in) throws IOException {
    List<String> words = new ArrayList<>();
    int size = 0;
    while (true) {
      long length = length(in);
      if (length == 0) {
        if (!words.isEmpty()) {
          return new Sentence(words, size);
        }
        continue;
      }
      if (length > LONGEST - size || words.size() == MOST_WORDS) {
        throw new RouterOsException(
            Kind.TOO_MUCH, "a sentence of more than 1 MiB or " + MOST_WORDS + " words");
      }
      byte[] octets = in.readNBytes((int) length);
      if (octets.length < length) {
        throw new EOFException("in the middle of a word");
      }
      size += octets.length;
      words.add(RouterText.of(octets));
      if (words.size() == 1 && octets[0] != '!') {
        throw new RouterOsException(Kind.NOT_UNDERSTOOD, "it does not begin as replies do");
      }
    }
  }

  static long length(InputStream in) throws IOException {
    int first = octet(in);
    if (first >= 0xf8) {
      throw new RouterOsException(Kind.NOT_UNDERSTOOD, "a reserved control octet");
    }
    int more = first < 0x80 ? 0 : first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    long length = first & 0x7f >> more;
    for (int i = 0; i < more; i++) {
      length = length << 8 | octet(in);
    }
    return length;
  }

  /** What kind of reply it is: {@code !re}, {@code !done}, and so on. */
  String reply() {
    return words.get(0);
  }

  /** Of the command that it answers; empty: none. */
  String tag() {
    return words.stream()
        .filter(word -> word.startsWith(TAG))
        .map(word -> word.substring(TAG.length()))
        .findFirst()
        .orElse("");
  }

  Row row() {
    Map<String, String> values = new LinkedHashMap<>();
    for (String word : words) {
      if (word.startsWith("=")) {
        int end = word.indexOf('=', 1);
        values.put(
            word.substring(1, end < 0 ? word.length() : end),
            end < 0 ? "" : word.substring(end + 1));
      }
    }
    return new Row(values);
  }

  /** What a {@code !fatal} says in words without a name. */
  String plainWords() {
    return row()
        .get("message")
        .orElseGet(
            () ->
                String.join(
                    " ", words.stream().skip(1).filter(word -> !word.startsWith(TAG)).toList()));
  }

  private static int octet(InputStream in) throws IOException {
    int octet = in.read();
    if (octet < 0) {
      throw new EOFException("between words");
    }
    return octet;
  }
}
