package id.gerbang.billing.overdue;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.overdue.OverduePolicy.Action;
import id.gerbang.billing.overdue.OverduePolicy.Step;
import id.gerbang.core.plan.RateLimit;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What is done about late payers, as it is set, kept and shown. What a change leaves out is null.
 *
 * @param graceDays before whatever takes something away
 * @param action of the severest step, {@code slow}, {@code isolate} or {@code suspend}; set alone,
 *     one of the latter two is the only step
 * @param quietDays weekdays such as {@code sunday}, and dates, on which nobody is newly cut
 * @param lateFee said anew as a whole; empty: there is none
 */
public record OverdueRules(
    @Nullable Integer graceDays,
    @Nullable String action,
    @Nullable List<StepRule> steps,
    @Nullable List<String> exemptTags,
    @Nullable List<ExemptArea> exemptAreas,
    @Nullable List<String> quietDays,
    @Nullable LateFeeRule lateFee) {

  /**
   * A step.
   *
   * @param action {@code warn}, {@code slow}, {@code isolate} or {@code stop}
   * @param daysAfterDue a warning may come before, with a number below 0
   * @param minAmount what must be open for it; null: anything
   * @param rateLimit of {@code slow}: no more than this, or than the plan's where that is less
   */
  public record StepRule(
      @Nullable String action,
      @Nullable Integer daysAfterDue,
      @Nullable Money minAmount,
      @Nullable SlowRate rateLimit) {}

  /** In bit/s. */
  public record SlowRate(@Nullable Long download, @Nullable Long upload) {}

  /**
   * An area where nobody is cut, for an incident or for good.
   *
   * @param until its last day; null: for good
   */
  public record ExemptArea(
      @Nullable String area, @Nullable LocalDate until, @Nullable String why) {}

  static final OverdueRules DEFAULT =
      new OverdueRules(
          0, "isolate", alone("isolate"), List.of(), List.of(), List.of(), LateFeeRule.NONE);

  private static final int MOST_DAYS = 365;
  private static final int MOST_WARNED_BEFORE = 30;
  private static final int MOST = 100;
  private static final long FASTEST = 1_000_000_000_000L;
  private static final Map<String, Action> ACTIONS =
      Map.of(
          "warn", Action.WARN,
          "slow", Action.SLOW,
          "isolate", Action.ISOLATE,
          "stop", Action.STOP);

  private static List<StepRule> alone(String action) {
    return List.of(new StepRule(action.equals("suspend") ? "stop" : action, 0, null, null));
  }

  /** As kept, maybe by a version that knew no steps. */
  static OverdueRules kept(String json) {
    return DEFAULT.with(Json.kept(json, OverdueRules.class));
  }

  /** As it is set. */
  public static OverdueRules of(Handle handle) {
    return handle
        .attach(SettingDao.class)
        .value(SettingDao.OVERDUE)
        .map(OverdueRules::kept)
        .orElse(DEFAULT);
  }

  OverdueRules with(OverdueRules change) {
    OverdueRules all = Json.overlay(this, change, OverdueRules.class);
    List<StepRule> steps =
        change.steps() == null && change.action() != null
            ? alone(change.action())
            : Objects.requireNonNull(all.steps());
    return new OverdueRules(
        all.graceDays(),
        severest(steps),
        steps,
        all.exemptTags(),
        all.exemptAreas(),
        all.quietDays(),
        change.lateFee() == null ? lateFee() : change.lateFee());
  }

  /** A fee that is new is for what is due from today on, unless another day is said. */
  OverdueRules setOn(LocalDate today, OverdueRules before) {
    return new OverdueRules(
        graceDays,
        action,
        steps,
        exemptTags,
        exemptAreas,
        quietDays,
        Objects.requireNonNull(lateFee).setOn(today, Objects.requireNonNull(before.lateFee())));
  }

  /** Null: none takes anything away. */
  private static @Nullable String severest(List<StepRule> steps) {
    return steps.stream()
        .map(step -> Objects.requireNonNull(ACTIONS.get(step.action())))
        .filter(action -> action != Action.WARN)
        .max(Comparator.naturalOrder())
        .map(Action::word)
        .orElse(null);
  }

  void check(Checks checks) {
    checks.that(
        graceDays == null || (graceDays >= 0 && graceDays <= OverduePolicy.MOST_GRACE_DAYS),
        "overdue.graceDays",
        "is from 0 to " + OverduePolicy.MOST_GRACE_DAYS);
    checks.that(
        action == null || steps != null || Set.of("isolate", "suspend").contains(action),
        "overdue.action",
        "is isolate or suspend; for others say steps");
    if (lateFee != null) {
      lateFee.check(checks);
    }
    bounded(checks, steps, "steps");
    bounded(checks, exemptTags, "exemptTags");
    bounded(checks, exemptAreas, "exemptAreas");
    bounded(checks, quietDays, "quietDays");
    for (int i = 0; steps != null && i < Math.min(steps.size(), MOST); i++) {
      check(checks, steps.get(i), "overdue.steps[" + i + "].");
    }
    for (int i = 0; exemptTags != null && i < Math.min(exemptTags.size(), MOST); i++) {
      checks.text(exemptTags.get(i), "overdue.exemptTags[" + i + "]", 50);
    }
    for (int i = 0; exemptAreas != null && i < Math.min(exemptAreas.size(), MOST); i++) {
      checks.text(exemptAreas.get(i).area(), "overdue.exemptAreas[" + i + "].area", 100);
      checks.optionalText(exemptAreas.get(i).why(), "overdue.exemptAreas[" + i + "].why", 200);
    }
    for (int i = 0; quietDays != null && i < Math.min(quietDays.size(), MOST); i++) {
      String day = quietDays.get(i);
      checks.that(
          weekday(day).isPresent() || date(day).isPresent(),
          "overdue.quietDays[" + i + "]",
          "is a weekday such as sunday, or a date");
    }
    checks.that(
        quietDays == null
            || quietDays.stream().flatMap(day -> weekday(day).stream()).distinct().count()
                < DayOfWeek.values().length,
        "overdue.quietDays",
        "leave no day of the week");
  }

  private static void bounded(Checks checks, @Nullable List<?> list, String field) {
    checks.that(list == null || list.size() <= MOST, "overdue." + field, "are at most " + MOST);
  }

  private static void check(Checks checks, StepRule step, String field) {
    checks.that(
        step.action() != null && ACTIONS.containsKey(step.action()),
        field + "action",
        "is warn, slow, isolate or stop");
    Integer days = step.daysAfterDue();
    int least = "warn".equals(step.action()) ? -MOST_WARNED_BEFORE : 0;
    checks.that(
        days != null && days >= least && days <= MOST_DAYS,
        field + "daysAfterDue",
        "is from " + least + " to " + MOST_DAYS);
    Money amount = step.minAmount();
    checks.that(
        amount == null || (amount.currency().equals(Money.RUPIAH) && amount.amount() >= 0),
        field + "minAmount",
        "is Rp 0 or more");
    SlowRate rate = step.rateLimit();
    checks.that(
        (rate != null) == "slow".equals(step.action()),
        field + "rateLimit",
        "belongs to slow, and to nothing else");
    if (rate != null) {
      within(checks, rate.download(), field + "rateLimit.download");
      within(checks, rate.upload(), field + "rateLimit.upload");
    }
  }

  private static void within(Checks checks, @Nullable Long rate, String field) {
    checks.that(rate != null && rate > 0 && rate <= FASTEST, field, "is from 1 bit/s to 1 Tbit/s");
  }

  public OverduePolicy policy() {
    Map<String, LocalDate> areas = new HashMap<>();
    for (ExemptArea exempt : Objects.requireNonNull(exemptAreas)) {
      areas.put(
          Objects.requireNonNull(exempt.area()),
          Objects.requireNonNullElse(exempt.until(), LocalDate.MAX));
    }
    Set<DayOfWeek> weekdays = new HashSet<>();
    Set<LocalDate> dates = new HashSet<>();
    for (String day : Objects.requireNonNull(quietDays)) {
      weekday(day).ifPresent(weekdays::add);
      date(day).ifPresent(dates::add);
    }
    return new OverduePolicy(
        Objects.requireNonNull(graceDays),
        Objects.requireNonNull(steps).stream().map(OverdueRules::step).toList(),
        Objects.requireNonNull(exemptTags).stream()
            .map(tag -> tag.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet()),
        areas,
        weekdays,
        dates,
        Objects.requireNonNull(lateFee).fee());
  }

  private static Step step(StepRule rule) {
    Money least = rule.minAmount();
    return new Step(
        Objects.requireNonNull(ACTIONS.get(rule.action())),
        Objects.requireNonNull(rule.daysAfterDue()),
        least == null ? 0 : least.amount(),
        Optional.ofNullable(rule.rateLimit())
            .map(
                rate ->
                    new RateLimit.Pair(
                        Objects.requireNonNull(rate.upload()),
                        Objects.requireNonNull(rate.download()))));
  }

  private static Optional<DayOfWeek> weekday(@Nullable String text) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().toLowerCase(Locale.ROOT).equals(text)) {
        return Optional.of(day);
      }
    }
    return Optional.empty();
  }

  private static Optional<LocalDate> date(@Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
