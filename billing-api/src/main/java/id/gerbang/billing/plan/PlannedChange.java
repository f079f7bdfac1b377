package id.gerbang.billing.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/**
 * What a plan is to become.
 *
 * @param changes the fields that become others, as they are to be
 */
public record PlannedChange(
    long id,
    LocalDate effectiveFrom,
    String applyTo,
    Map<String, JsonNode> changes,
    Instant askedAt,
    String askedBy) {}
