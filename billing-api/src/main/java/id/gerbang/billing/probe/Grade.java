package id.gerbang.billing.probe;

/**
 * How good a measured value is, by the four classes in which Indonesian papers quote ITU-T G.1010
 * and TIPHON. Their tables leave gaps, such as between 75 and 76 ms; here each value has one class.
 */
public enum Grade {
  VERY_GOOD,
  GOOD,
  FAIR,
  POOR;

  private static final long MILLI = 1_000;

  /** Of a mean delay: under 150, 300 and 450 ms. */
  static Grade ofDelay(long micros) {
    return micros < 150 * MILLI
        ? VERY_GOOD
        : micros < 300 * MILLI ? GOOD : micros < 450 * MILLI ? FAIR : POOR;
  }

  /** Of a mean jitter: none, up to 75 and 125 ms. */
  static Grade ofJitter(long micros) {
    return micros == 0
        ? VERY_GOOD
        : micros <= 75 * MILLI ? GOOD : micros <= 125 * MILLI ? FAIR : POOR;
  }

  /** Of a loss: none, up to 3 and 15 in a hundred. */
  static Grade ofLoss(int lost, int sent) {
    long hundredfold = 100L * lost;
    return lost == 0
        ? VERY_GOOD
        : hundredfold <= 3L * sent ? GOOD : hundredfold <= 15L * sent ? FAIR : POOR;
  }

  /** The worse of two: what a customer notices. */
  Grade worse(Grade other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
