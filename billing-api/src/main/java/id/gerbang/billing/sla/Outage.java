package id.gerbang.billing.sla;

import java.time.Instant;
import java.util.Optional;

/**
 * An incident as far as its time goes.
 *
 * @param confirmedAt when the customer confirmed that the backup, which the NOC had verified, works
 * @param fibreBackAt when the line itself was back
 * @param closed it is over; otherwise it may still grow
 * @param pauses waits that are the customer's
 */
record Outage(
    long id,
    String number,
    long customerId,
    Instant beganAt,
    Optional<Instant> confirmedAt,
    Optional<Instant> fibreBackAt,
    boolean closed,
    Minutes pauses) {

  /** Without service; one that lasts, up to now. */
  Minutes out(Instant now) {
    return Minutes.between(beganAt, backAt(now)).without(pauses);
  }

  Minutes onBackup(Instant now) {
    return confirmedAt
        .map(confirmed -> Minutes.between(confirmed, fibreBackAt.orElse(now)))
        .orElse(Minutes.NONE);
  }

  /** Service was back by whichever came first. */
  Instant backAt(Instant now) {
    Instant fibre = fibreBackAt.orElse(now);
    return confirmedAt.filter(confirmed -> confirmed.isBefore(fibre)).orElse(fibre);
  }
}
