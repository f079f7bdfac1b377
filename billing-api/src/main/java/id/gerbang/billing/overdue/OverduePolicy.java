package id.gerbang.billing.overdue;

import id.gerbang.core.plan.RateLimit;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the ISP does about late payers, step by step, and about whom it does nothing. A pure rule
 * over invoices, balance, promises and time.
 *
 * @param graceDays before whatever takes something away
 * @param exemptAreas with the last day of each
 * @param quietDays on which nobody is newly cut: what falls on one waits for the next day
 * @param lateFee absent: there is none
 */
public record OverduePolicy(
    int graceDays,
    List<Step> steps,
    Set<String> exemptTags,
    Map<String, LocalDate> exemptAreas,
    Set<DayOfWeek> quietWeekdays,
    Set<LocalDate> quietDays,
    Optional<LateFee> lateFee) {

  /** Severest last. */
  public enum Action {
    WARN("warn"),
    SLOW("slow"),
    ISOLATE("isolate"),
    STOP("suspend");

    private final String word;

    Action(String word) {
      this.word = word;
    }

    /** As a subscription's {@code unpaid_action} has it. */
    String word() {
      return word;
    }

    static Action of(String word) {
      return Arrays.stream(values())
          .filter(action -> action.word.equals(word))
          .findFirst()
          .orElseThrow();
    }
  }

  /**
   * An action, so many days after an invoice was due, where so much is open at least.
   *
   * @param slow of the action {@code SLOW}: what each direction has at most
   */
  public record Step(
      Action action, int daysAfterDue, long minAmount, Optional<RateLimit.Pair> slow) {

    public Step {
      if (slow.isPresent() != (action == Action.SLOW)) {
        throw new IllegalArgumentException("a rate belongs to SLOW, and SLOW has one");
      }
    }

    public Step(Action action, int daysAfterDue, long minAmount) {
      this(action, daysAfterDue, minAmount, Optional.empty());
    }
  }

  /** An invoice of which somebody is to be reminded, and by which step. */
  public record Warning(long invoiceId, int daysAfterDue) {}

  /**
   * What the rule asks about a customer.
   *
   * @param open all open invoices
   * @param balance the credit less all that is open: nobody is cut who owes nothing
   * @param promisedUntil the last day of a promise for a bill that is open
   */
  public record Customer(
      List<OpenInvoice> open,
      long balance,
      Set<String> tags,
      Optional<String> area,
      Optional<LocalDate> promisedUntil) {}

  /** Tags of those who are connected for nothing. The database has the same: is_free_account. */
  public static final Set<String> FREE = Set.of("gratis", "free");

  public static final OverduePolicy DEFAULT = new OverduePolicy(0, Action.ISOLATE);
  static final int MOST_GRACE_DAYS = 60;
  private static final int LONGEST_QUIET = 60;

  public OverduePolicy {
    if (graceDays < 0 || graceDays > MOST_GRACE_DAYS) {
      throw new IllegalArgumentException("graceDays is 0 to " + MOST_GRACE_DAYS);
    }
  }

  /** One step, and nobody exempt. */
  public OverduePolicy(int graceDays, Action action) {
    this(
        graceDays,
        List.of(new Step(action, 0, 0)),
        Set.of(),
        Map.of(),
        Set.of(),
        Set.of(),
        Optional.empty());
  }

  /**
   * What is overdue for one subscription, by the severest step that has come; absent: nothing.
   * Invoices for other subscriptions are passed over.
   */
  public Optional<Overdue> evaluate(
      long subscriptionId, Customer customer, Instant now, ZoneId zone) {
    if (isSpared(customer, LocalDate.ofInstant(now, zone))) {
      return Optional.empty();
    }
    List<Overdue> come =
        steps.stream()
            .filter(step -> step.action() != Action.WARN)
            .sorted(Comparator.comparing(Step::action).reversed())
            .flatMap(step -> reached(step, subscriptionId, customer, now, zone).stream())
            .toList();
    return come.stream().findFirst().map(severest -> severest.since(come));
  }

  private Optional<Overdue> reached(
      Step step, long subscriptionId, Customer customer, Instant now, ZoneId zone) {
    List<OpenInvoice> overdue =
        customer.open().stream()
            .filter(invoice -> invoice.concerns(subscriptionId))
            .filter(invoice -> !now.isBefore(from(step, invoice.dueDate(), zone)))
            .sorted(Comparator.comparing(OpenInvoice::dueDate).thenComparing(OpenInvoice::id))
            .toList();
    long open = overdue.stream().mapToLong(OpenInvoice::open).sum();
    return overdue.isEmpty() || open < step.minAmount()
        ? Optional.empty()
        : Optional.of(
            new Overdue(
                from(step, overdue.get(0).dueDate(), zone),
                step.action(),
                step.slow(),
                overdue.stream().map(OpenInvoice::number).toList()));
  }

  /** What a customer is to be reminded of by now. */
  public List<Warning> warnings(Customer customer, Instant now, ZoneId zone) {
    if (isSpared(customer, LocalDate.ofInstant(now, zone))) {
      return List.of();
    }
    return steps.stream()
        .filter(step -> step.action() == Action.WARN)
        .flatMap(
            step ->
                customer.open().stream()
                    .filter(invoice -> invoice.open() >= step.minAmount())
                    .filter(invoice -> !now.isBefore(from(step, invoice.dueDate(), zone)))
                    .map(invoice -> new Warning(invoice.id(), step.daysAfterDue())))
        .toList();
  }

  /** Whether the fee for late payment has come for an invoice of a customer's. */
  boolean isLate(LocalDate dueDate, Customer customer, Instant now, ZoneId zone) {
    return lateFee
        .filter(fee -> !isSpared(customer, LocalDate.ofInstant(now, zone)))
        .map(fee -> !now.isBefore(afterGrace(dueDate, fee.daysAfterDue(), zone)))
        .orElse(false);
  }

  private boolean isSpared(Customer customer, LocalDate today) {
    return customer.balance() >= 0
        || customer.tags().stream().anyMatch(tag -> exemptTags.contains(tag) || FREE.contains(tag))
        || customer.area().map(exemptAreas::get).map(last -> !today.isAfter(last)).orElse(false)
        || customer.promisedUntil().map(last -> !today.isAfter(last)).orElse(false);
  }

  /** The start of the day on which a step comes for an invoice: the day after one may still pay. */
  Instant from(Step step, LocalDate dueDate, ZoneId zone) {
    return step.action() == Action.WARN
        ? dueDate.plusDays(offset(step) + 1L).atStartOfDay(zone).toInstant()
        : afterGrace(dueDate, step.daysAfterDue(), zone);
  }

  /** Likewise of what takes something away. */
  private Instant afterGrace(LocalDate dueDate, int daysAfterDue, ZoneId zone) {
    LocalDate day = dueDate.plusDays(daysAfterDue + graceDays + 1L);
    for (int i = 0; isQuiet(day) && i < LONGEST_QUIET; i++) {
      day = day.plusDays(1);
    }
    return day.atStartOfDay(zone).toInstant();
  }

  private boolean isQuiet(LocalDate day) {
    return quietWeekdays.contains(day.getDayOfWeek()) || quietDays.contains(day);
  }

  private int offset(Step step) {
    return step.daysAfterDue() + (step.action() == Action.WARN ? 0 : graceDays);
  }

  /**
   * How far a step that takes something away has come.
   *
   * @param dueBy the last due date for which it has come
   * @param offset the days from the due date on after which it comes, quiet days not counted
   */
  public record Reach(Action action, LocalDate dueBy, int offset, long minAmount) {}

  /** How far each step that takes something away has come. */
  public List<Reach> reaches(Instant now, ZoneId zone) {
    return steps.stream()
        .filter(step -> step.action() != Action.WARN)
        .map(
            step ->
                new Reach(step.action(), dueBy(step, now, zone), offset(step), step.minAmount()))
        .toList();
  }

  private LocalDate dueBy(Step step, Instant now, ZoneId zone) {
    LocalDate due = LocalDate.ofInstant(now, zone).minusDays(offset(step) + 1L);
    for (int i = 0; now.isBefore(from(step, due, zone)) && i < LONGEST_QUIET; i++) {
      due = due.minusDays(1);
    }
    return due;
  }

  /** For an invoice due before this day a step, or the fee, may have come. */
  LocalDate overdueIfDueBefore(Instant now, ZoneId zone) {
    int first =
        IntStream.concat(
                steps.stream().mapToInt(this::offset),
                lateFee.stream().mapToInt(fee -> fee.daysAfterDue() + graceDays))
            .min()
            .orElse(MOST_GRACE_DAYS);
    return LocalDate.ofInstant(now, zone).minusDays(first);
  }
}
