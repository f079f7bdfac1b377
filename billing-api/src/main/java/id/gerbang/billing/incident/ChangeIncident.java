package id.gerbang.billing.incident;

import id.gerbang.billing.http.Checks;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What of a ticket may be put right later, by a merge patch. */
public record ChangeIncident(
    @Nullable String customerTicket,
    @Nullable Instant beganAt,
    @Nullable String summary,
    @Nullable Long backupLinkId) {

  static ChangeIncident of(IncidentRow row) {
    return new ChangeIncident(
        row.customerTicket().orElse(null),
        row.beganAt(),
        row.summary(),
        row.backupLinkId().orElse(null));
  }

  /**
   * @param opened when the ticket was taken
   */
  void check(Instant opened) {
    Checks checks = new Checks();
    checks.optionalText(customerTicket, "customerTicket", 100);
    checks.text(summary, "summary", 1000);
    if (checks.that(beganAt != null, "beganAt", "is missing") && beganAt != null) {
      CreateIncident.checkBegan(checks, beganAt, opened);
    }
    checks.done();
  }
}
