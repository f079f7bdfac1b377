package id.gerbang.billing.photo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** A file's bytes, read as its format counts them; outside of it there is nothing. */
record Bytes(byte[] file) {

  int length() {
    return file.length;
  }

  boolean has(long from, long count) {
    return from >= 0 && count >= 0 && from + count <= file.length;
  }

  /** Whether these characters, one a byte, stand there. */
  boolean is(int at, String text) {
    return has(at, text.length()) && new String(file, at, text.length(), ISO_8859_1).equals(text);
  }

  String text(int at, int count) {
    return new String(file, at, count, ISO_8859_1);
  }

  int octet(int at) {
    return file[at] & 0xff;
  }

  int big16(int at) {
    return octet(at) << 8 | octet(at + 1);
  }

  long big32(int at) {
    return (long) big16(at) << 16 | big16(at + 2);
  }

  int little16(int at) {
    return octet(at + 1) << 8 | octet(at);
  }

  long little32(int at) {
    return (long) little16(at + 2) << 16 | little16(at);
  }
}
