package id.gerbang.app.bras;

/**
 * The Acct-Session-Id of a PPP session on RouterOS: {@code 81}, a digit that changes with each
 * boot, and five digits that count since then; all hexadecimal.
 */
record SessionId(int bootDigit, int count) {

  String text() {
    return String.format("81%x%05x", bootDigit, count);
  }

  /** NAS-Port, above 2^31 as RouterOS sends it. */
  long port() {
    return 0x81000000L | (long) bootDigit << 20 | count;
  }
}
