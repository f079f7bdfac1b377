package id.gerbang.radius.session;

/**
 * How long and how much: seconds, octets and packets of one session so far, 64 bit. Input is from
 * the customer, the upload (RFC 2866 §5.3).
 */
public record Counters(
    long sessionTime, long inputOctets, long outputOctets, long inputPackets, long outputPackets) {

  public static final Counters ZERO = new Counters(0, 0, 0, 0, 0);

  /** Acct-*-Gigawords above Acct-*-Octets (RFC 2869 §5.1); absent ones count as 0. */
  public static long octets(long gigawords, long octets) {
    return (gigawords & 0xffff_ffffL) << 32 | (octets & 0xffff_ffffL);
  }

  /** Each at its highest: what was reported once is never taken back by a late record. */
  public Counters max(Counters other) {
    return new Counters(
        Math.max(sessionTime, other.sessionTime),
        Math.max(inputOctets, other.inputOctets),
        Math.max(outputOctets, other.outputOctets),
        Math.max(inputPackets, other.inputPackets),
        Math.max(outputPackets, other.outputPackets));
  }

  /**
   * Whether time and octets have grown or stayed since an earlier report. Packets say nothing of
   * it: 32 bits of them begin anew in a long session (RFC 2866 §5.8).
   */
  boolean follows(Counters earlier) {
    return sessionTime >= earlier.sessionTime
        && inputOctets >= earlier.inputOctets
        && outputOctets >= earlier.outputOctets;
  }
}
