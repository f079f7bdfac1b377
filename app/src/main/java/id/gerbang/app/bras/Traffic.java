package id.gerbang.app.bras;

/** The counters of a session: bytes as unsigned 64 bit, packets as RouterOS wraps them, 32 bit. */
public record Traffic(long inputBytes, long outputBytes, long inputPackets, long outputPackets) {

  static final Traffic NONE = new Traffic(0, 0, 0, 0);

  private static final int BYTES_IN_A_PACKET = 1000;

  Traffic plus(long moreInput, long moreOutput) {
    return new Traffic(
        inputBytes + moreInput,
        outputBytes + moreOutput,
        inputPackets + packets(moreInput),
        outputPackets + packets(moreOutput));
  }

  private static long packets(long bytes) {
    return Long.divideUnsigned(bytes, BYTES_IN_A_PACKET);
  }
}
