package id.gerbang.radius.heard;

import java.net.InetAddress;
import java.time.Instant;

/**
 * One that asks and is no router of ours; address and name are as it says, nothing proves them.
 *
 * @param identifier NAS-Identifier; empty if it gave none
 */
record Stranger(
    InetAddress address, String identifier, Instant firstSeen, Instant lastSeen, long packets) {

  Stranger and(Stranger other) {
    return new Stranger(
        address,
        identifier,
        firstSeen.isBefore(other.firstSeen) ? firstSeen : other.firstSeen,
        lastSeen.isAfter(other.lastSeen) ? lastSeen : other.lastSeen,
        packets + other.packets);
  }
}
