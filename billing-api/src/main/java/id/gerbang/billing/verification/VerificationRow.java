package id.gerbang.billing.verification;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A verification as its table holds it.
 *
 * @param popWhy why the POP's router was not read; null: it was
 * @param customerWhy the same of the customer's
 * @param checks as JSON
 */
public record VerificationRow(
    long id,
    long linkId,
    Instant at,
    String askedBy,
    boolean fibreBack,
    @Nullable String popWhy,
    @Nullable String customerWhy,
    String verdict,
    String side,
    @Nullable String step,
    String checks,
    List<String> branchMacs,
    List<String> officeMacs) {}
