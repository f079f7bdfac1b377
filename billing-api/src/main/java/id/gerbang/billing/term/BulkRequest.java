package id.gerbang.billing.term;

import com.fasterxml.jackson.annotation.JsonIgnore;
import id.gerbang.billing.http.Checks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The same for many subscriptions.
 *
 * @param action {@code extend}, {@code resume}, {@code pause}, {@code terminate}, {@code
 *     reactivate}, {@code renew} or {@code change-plan}; the other fields are that action's own
 */
public record BulkRequest(
    @Nullable String action,
    @Nullable Filter filter,
    @Nullable Boolean dryRun,
    @Nullable String reason,
    @Nullable Integer days,
    @Nullable String until,
    @Nullable String at,
    @Nullable Integer periods,
    @Nullable Long planId,
    @Nullable String when) {

  private static final int MOST_IDS = 1_000;
  private static final List<String> ACTIONS =
      List.of("extend", "resume", "pause", "terminate", "reactivate", "renew", "change-plan");

  /**
   * Whom it is for: all of these together. At least one is said, so that nothing is done to
   * everybody by a field that was forgotten.
   *
   * @param routerId of an open session
   */
  public record Filter(
      @Nullable Long planId,
      @Nullable String area,
      @Nullable String tag,
      @Nullable Long routerId,
      @Nullable List<Long> ids) {

    /** For SQL. */
    @JsonIgnore
    public Long @Nullable [] idArray() {
      return ids == null ? null : ids.toArray(Long[]::new);
    }

    private boolean narrows() {
      return planId != null || area != null || tag != null || routerId != null || ids != null;
    }
  }

  Filter checked() {
    Checks checks = new Checks();
    checks.that(
        action != null && ACTIONS.contains(action),
        "action",
        "is one of " + String.join(", ", ACTIONS));
    Filter whom = filter == null ? new Filter(null, null, null, null, null) : filter;
    checks.that(whom.narrows(), "filter", "says whom: planId, area, tag, routerId or ids");
    checks.that(
        whom.ids() == null || whom.ids().size() <= MOST_IDS,
        "filter.ids",
        "has more than " + MOST_IDS);
    checks.done();
    return whom;
  }
}
