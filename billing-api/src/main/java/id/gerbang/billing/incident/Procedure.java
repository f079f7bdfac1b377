package id.gerbang.billing.incident;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which steps may follow those that stand. In order; but a backup is built for a cut fibre only,
 * and when the fibre is back, whatever of it was not done by then is left out.
 *
 * @param taken in the order in which they were written down
 */
record Procedure(List<Taken> taken) {

  Procedure {
    taken = taken.stream().sorted(Comparator.comparing(Taken::id)).toList();
  }

  Verdict verdict(Step step, Instant at, boolean again) {
    Optional<Taken> first = first(step);
    if (first.isPresent() && !(again && step.repeatable())) {
      return new Verdict.TakenAlready(last(step).orElseThrow());
    }
    Optional<String> leftOut = leftOut(step);
    if (leftOut.isPresent()) {
      return new Verdict.LeftOut(leftOut.get());
    }
    List<Step> needed = needed(step);
    Optional<Step> missing = needed.stream().filter(one -> !stands(one)).findFirst();
    if (missing.isPresent()) {
      return new Verdict.Missing(missing.get());
    }
    return needed.stream()
        .map(one -> first(one).orElseThrow())
        .filter(before -> at.isBefore(before.at()))
        .reduce((before, nearest) -> nearest)
        .<Verdict>map(Verdict.TooEarly::new)
        .orElseGet(Verdict.May::new);
  }

  /** What may be taken now for the first time, whenever it was done. */
  Set<Step> next() {
    return Stream.of(Step.values())
        .filter(step -> !isOver() && !stands(step))
        .filter(step -> verdict(step, Instant.MAX, false) instanceof Verdict.May)
        .collect(toUnmodifiableSet());
  }

  /** The one that the others wait for; empty: it is over. */
  Optional<Step> foremost() {
    return next().stream().min(Comparator.naturalOrder());
  }

  /** Whether a step can't come any more, though it is not taken. */
  boolean skips(Step step) {
    return !stands(step) && (isOver() || leftOut(step).isPresent());
  }

  /** One of those that stand that can't without this one, should it be undone. */
  Optional<Step> holding(Taken undone) {
    Procedure without =
        new Procedure(taken.stream().filter(one -> one.id() != undone.id()).toList());
    return without.taken.stream()
        .map(Taken::step)
        .filter(step -> !without.supports(step))
        .findFirst();
  }

  private boolean supports(Step step) {
    return needed(step).stream().allMatch(this::stands)
        && (!step.ofBackup() || cause() == Cause.FIBRE_CUT);
  }

  /** The fibre is back, and what was put up is taken down. */
  boolean isOver() {
    return stands(Step.FIBRE_BACK) && (stands(Step.BACKUP_REMOVED) || !isSomethingUp());
  }

  /** Whether there is a modem at the customer's that somebody has to fetch. */
  boolean isSomethingUp() {
    return stands(Step.MODEM_READY) && !stands(Step.BACKUP_REMOVED);
  }

  Cause cause() {
    return last(Step.ANALYSED).flatMap(Taken::cause).orElse(Cause.OTHER);
  }

  boolean stands(Step step) {
    return first(step).isPresent();
  }

  Optional<Taken> first(Step step) {
    return taken.stream().filter(one -> one.step() == step).findFirst();
  }

  Optional<Taken> last(Step step) {
    return taken.stream().filter(one -> one.step() == step).reduce((older, newer) -> newer);
  }

  private List<Step> needed(Step step) {
    return switch (step) {
      case FIBRE_BACK -> List.of(Step.TICKET, Step.ANALYSED);
      case BACKUP_REMOVED -> List.of(Step.MODEM_READY, Step.FIBRE_BACK);
      case PIC_INFORMED ->
          cause() == Cause.FIBRE_CUT
              ? allBefore(step)
              : List.of(Step.TICKET, Step.ANALYSED); // nobody need be sent
      default -> allBefore(step);
    };
  }

  private static List<Step> allBefore(Step step) {
    return EnumSet.range(Step.TICKET, step).stream().filter(one -> one.before(step)).toList();
  }

  private Optional<String> leftOut(Step step) {
    if (step == Step.ANALYSED && taken.stream().anyMatch(one -> one.step().ofBackup())) {
      return Optional.of("what was built after it would have no reason");
    }
    if (step == Step.BACKUP_REMOVED) {
      return stands(Step.FIBRE_BACK) && !stands(Step.MODEM_READY)
          ? Optional.of("nothing was put up")
          : Optional.empty();
    }
    if (step != Step.FIBRE_BACK && stands(Step.FIBRE_BACK)) {
      return Optional.of("the fibre is back");
    }
    return step.ofBackup() && stands(Step.ANALYSED) && cause() != Cause.FIBRE_CUT
        ? Optional.of("the analysis says that no backup is built")
        : Optional.empty();
  }
}
