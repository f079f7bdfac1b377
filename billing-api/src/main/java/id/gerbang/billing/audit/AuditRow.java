package id.gerbang.billing.audit;

import id.gerbang.billing.http.AuditSigner;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of the audit, whole. */
public record AuditRow(
    long id,
    Instant at,
    String actor,
    String action,
    String object,
    String detail,
    byte @Nullable [] signature) {

  /** All that the chain proves. */
  List<String> texts() {
    return List.of(
        Long.toString(id),
        at.toString(),
        actor,
        action,
        object,
        detail,
        signature == null ? "" : HexFormat.of().formatHex(signature));
  }

  boolean writtenHere(AuditSigner signer) {
    return signer.signed(signature, at, actor, action, object, detail);
  }
}
