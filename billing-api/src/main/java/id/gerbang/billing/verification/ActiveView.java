package id.gerbang.billing.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import id.gerbang.billing.verification.ActiveDao.ActiveRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer that is on backup now.
 *
 * @param seenBy {@code radius}, {@code router}, or both
 * @param upload octets from the customer so far, download those to it; left out: RADIUS does not
 *     count it
 * @param verdict of the last verification; left out: there was none
 * @param toBeEnded the fibre is said to be back, here or in an incident, or was seen to be
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActiveView(
    long backupLinkId,
    long customerId,
    String customer,
    int vlan,
    String username,
    List<String> seenBy,
    @Nullable Instant since,
    @Nullable String address,
    @Nullable Long upload,
    @Nullable Long download,
    @Nullable Instant countedAt,
    @Nullable String verdict,
    @Nullable String side,
    @Nullable Instant verifiedAt,
    boolean toBeEnded) {

  static ActiveView of(ActiveRow row) {
    List<String> seenBy = new ArrayList<>();
    if (row.open()) {
      seenBy.add("radius");
    }
    if (Boolean.TRUE.equals(row.listed())) {
      seenBy.add("router");
    }
    Instant since = row.since();
    Instant verifiedAt = row.verifiedAt();
    // What was said of an earlier session says nothing of this one.
    boolean ofThisSession = verifiedAt != null && (since == null || !verifiedAt.isBefore(since));
    boolean danger =
        Boolean.TRUE.equals(row.fibreBack())
            || Verdict.Kind.LOOP_DANGER.code().equals(row.verdict());
    return new ActiveView(
        row.id(),
        row.customerId(),
        row.customerName(),
        row.vlan(),
        row.username(),
        seenBy,
        since,
        row.address(),
        row.upload(),
        row.download(),
        row.heardAt(),
        row.verdict(),
        Check.Side.NOBODY.code().equals(row.side()) ? null : row.side(),
        verifiedAt,
        row.fibreBackInIncident() || (ofThisSession && danger));
  }
}
