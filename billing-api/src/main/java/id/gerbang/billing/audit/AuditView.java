package id.gerbang.billing.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;

/** Who did what, when, to what. */
public record AuditView(
    long id, Instant at, String actor, String action, String object, @JsonRawValue String detail) {}
