package id.gerbang.billing.incident;

import java.time.Instant;
import java.util.Optional;

/** An incident as it is kept, with its customer's name. */
public record IncidentRow(
    long id,
    Optional<String> externalId,
    String number,
    long customerId,
    String customerNumber,
    String customerName,
    Optional<String> area,
    Optional<String> customerTicket,
    Instant beganAt,
    String summary,
    Optional<Long> backupLinkId,
    int version,
    String createdBy,
    Optional<Instant> endedAt,
    Optional<String> cancelReason) {

  String object() {
    return "incident:" + id;
  }
}
