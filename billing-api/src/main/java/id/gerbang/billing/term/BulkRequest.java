package id.gerbang.billing.term;

import com.fasterxml.jackson.annotation.JsonIgnore;
import id.gerbang.billing.http.Checks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The same for many subscriptions.
 *
 * @param action {@code extend}, {@code resume}, {@code pause}, {@code terminate}, {@code
 *     reactivate}, {@code renew}, {@code change-plan} or {@code move-price}; the other fields are
 *     that action's own
 * @param notice whether customers are to be told of another plan or price
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
    @Nullable String when,
    @Nullable Boolean notice) {

  static final String MOVE_PRICE = "move-price";
  static final String CHANGE_PLAN = "change-plan";

  private static final int MOST_IDS = 1_000;
  private static final List<String> ACTIONS =
      List.of(
          "extend", "resume", "pause", "terminate", "reactivate", "renew", CHANGE_PLAN, MOVE_PRICE);

  /**
   * Whom it is for: all of these together. At least one is said, so that nothing is done to
   * everybody by a field that was forgotten.
   *
   * @param routerId of an open session
   * @param priceVersion who pays the price of that version of the plan
   */
  public record Filter(
      @Nullable Long planId,
      @Nullable String area,
      @Nullable String tag,
      @Nullable Long routerId,
      @Nullable List<Long> ids,
      @Nullable Integer priceVersion) {

    /** Who has a plan, of those that another filter lets through. */
    static Filter ofPlan(long plan, @Nullable Filter of) {
      return of == null
          ? new Filter(plan, null, null, null, null, null)
          : new Filter(plan, of.area(), of.tag(), of.routerId(), of.ids(), of.priceVersion());
    }

    /** For SQL. */
    @JsonIgnore
    public Long @Nullable [] idArray() {
      return ids == null ? null : ids.toArray(Long[]::new);
    }

    private boolean narrows() {
      return planId != null || area != null || tag != null || routerId != null || ids != null;
    }
  }

  /** With notice. */
  static BulkRequest movePrice(Filter filter, @Nullable String reason) {
    return new BulkRequest(
        MOVE_PRICE, filter, null, reason, null, null, null, null, null, null, true);
  }

  /** With notice. */
  static BulkRequest changePlan(
      Filter filter, @Nullable Long to, String when, @Nullable String reason) {
    return new BulkRequest(
        CHANGE_PLAN, filter, null, reason, null, null, null, null, to, when, true);
  }

  Filter checked() {
    Checks checks = new Checks();
    checks.that(
        action != null && ACTIONS.contains(action),
        "action",
        "is one of " + String.join(", ", ACTIONS));
    Filter whom = filter == null ? new Filter(null, null, null, null, null, null) : filter;
    checks.that(whom.narrows(), "filter", "says whom: planId, area, tag, routerId or ids");
    checks.that(
        whom.ids() == null || whom.ids().size() <= MOST_IDS,
        "filter.ids",
        "has more than " + MOST_IDS);
    checks.that(
        notice == null || CHANGE_PLAN.equals(action) || MOVE_PRICE.equals(action),
        "notice",
        "is for change-plan and move-price");
    checks.done();
    return whom;
  }
}
