package id.gerbang.billing;

import id.gerbang.billing.audit.AuditSealing;
import java.time.Duration;
import java.util.Map;

/** The audit's chain on the admin port. */
final class AuditPart implements AdminPart {

  private static final Duration LATEST = Duration.ofSeconds(10);

  private final AuditSealing sealing;

  AuditPart(AuditSealing sealing) {
    this.sealing = sealing;
  }

  @Override
  public String metrics() {
    return """
        # HELP gerbang_audit_unsealed_seconds No row of the audit that is older than this waits to be chained.
        # TYPE gerbang_audit_unsealed_seconds gauge
        gerbang_audit_unsealed_seconds %d.%03d
        # HELP gerbang_audit_sealed_total Rows of the audit that this node chained.
        # TYPE gerbang_audit_sealed_total counter
        gerbang_audit_sealed_total %d
        # HELP gerbang_audit_chain_broken 1: the chain does not go through where it had come.
        # TYPE gerbang_audit_chain_broken gauge
        gerbang_audit_chain_broken %d
        """
        .formatted(
            sealing.unsealed().toSeconds(),
            sealing.unsealed().toMillisPart(),
            sealing.sealed(),
            sealing.broken() ? 1 : 0);
  }

  @Override
  public Map<String, String> readiness() {
    Duration unsealed = sealing.unsealed();
    return Map.of(
        "audit",
        unsealed.compareTo(LATEST) > 0
            ? "the audit has not been chained for %d s".formatted(unsealed.toSeconds())
            : "");
  }
}
