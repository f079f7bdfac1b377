package id.gerbang.billing.standing;

import id.gerbang.billing.overdue.OverdueDao;
import id.gerbang.billing.overdue.OverduePolicy;
import id.gerbang.billing.overdue.OverdueRules;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * What the lists' SQL asks about the time and the policy.
 *
 * @param severities of the steps that take something away, as {@code unpaid_action} grows severer
 * @param dueBys the last due date for which each has come
 * @param offsets the days from the due date on after which each comes, quiet days not counted
 * @param leasts what must be open for each
 * @param spared areas where nobody is cut today
 * @param held whether a day's cuts wait for a person
 */
public record Situation(
    Instant now,
    LocalDate today,
    String zone,
    int[] severities,
    String[] dueBys,
    int[] offsets,
    long[] leasts,
    String[] exemptTags,
    String[] spared,
    boolean held) {

  static Situation of(Handle handle, Instant now, ZoneId zone) {
    OverduePolicy policy = OverdueRules.of(handle).policy();
    LocalDate today = LocalDate.ofInstant(now, zone);
    List<OverduePolicy.Reach> reaches = policy.reaches(now, zone);
    return new Situation(
        now,
        today,
        zone.getId(),
        reaches.stream().mapToInt(reach -> reach.action().ordinal()).toArray(),
        reaches.stream().map(reach -> reach.dueBy().toString()).toArray(String[]::new),
        reaches.stream().mapToInt(OverduePolicy.Reach::offset).toArray(),
        reaches.stream().mapToLong(OverduePolicy.Reach::minAmount).toArray(),
        policy.exemptTags().toArray(String[]::new),
        policy.exemptAreas().entrySet().stream()
            .filter(area -> !today.isAfter(area.getValue()))
            .map(Map.Entry::getKey)
            .toArray(String[]::new),
        handle.attach(OverdueDao.class).isHeld());
  }
}
