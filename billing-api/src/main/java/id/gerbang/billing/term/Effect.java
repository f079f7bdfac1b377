package id.gerbang.billing.term;

import id.gerbang.billing.money.Money;
import id.gerbang.billing.term.Done.PriceStep;
import id.gerbang.core.access.Decision;
import id.gerbang.core.access.Grant;
import id.gerbang.core.access.Reason;
import id.gerbang.core.session.Granted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operation does, or would do.
 *
 * @param amount to be paid, with PPN; negative: the customer's credit
 * @param tax the PPN in it
 * @param lines that sum to it
 * @param invoiceId null: none, or a rehearsal's, of which nothing is kept
 * @param activeUntil of prepaid: up to when it is good, once paid; null: as it was
 * @param from when it takes effect; null: now
 * @param price of a period, where it changes; null: it does not
 * @param session what an open session goes through at once: {@code none}, {@code live} (a CoA, the
 *     customer notices nothing), {@code redial}, {@code disconnect}
 */
public record Effect(
    boolean dryRun,
    Money amount,
    Money tax,
    List<EffectLine> lines,
    @Nullable Long invoiceId,
    @Nullable Instant activeUntil,
    @Nullable Instant from,
    Side before,
    Side after,
    @Nullable EffectPrice price,
    String session) {

  /** A part of the amount. */
  public record EffectLine(String description, Money amount) {}

  /** What a period costs, and what that is of a month; days by the length of a year. */
  public record EffectPrice(Money before, Money after, Money perMonthBefore, Money perMonthAfter) {

    static EffectPrice of(PriceStep step) {
      return new EffectPrice(
          Money.rupiah(step.before().price()),
          Money.rupiah(step.after().price()),
          Money.rupiah(step.before().perMonth()),
          Money.rupiah(step.after().perMonth()));
    }
  }

  /** What the subscription gets, on the router where it is online, or one with usual settings. */
  public record Side(Reason reason, @Nullable String rateLimit) {

    static Side of(Decision decision) {
      return new Side(decision.reason(), grant(decision).flatMap(Grant::rateLimit).orElse(null));
    }
  }

  static Effect of(Done done, Decision before, Decision after, boolean online) {
    return new Effect(
        false,
        Money.rupiah(done.amount()),
        Money.rupiah(done.tax()),
        done.lines().stream()
            .map(line -> new EffectLine(line.description(), Money.rupiah(line.amount())))
            .toList(),
        done.invoiceId().orElse(null),
        done.activeUntil().orElse(null),
        done.from().orElse(null),
        Side.of(before),
        Side.of(after),
        done.price().map(EffectPrice::of).orElse(null),
        online ? session(before, after) : "none");
  }

  /** By what the RADIUS side compares when it converges. */
  private static String session(Decision before, Decision after) {
    Optional<Granted> had = grant(before).map(grant -> Granted.of(before.reason(), grant));
    Optional<Granted> gets = grant(after).map(grant -> Granted.of(after.reason(), grant));
    if (had.isEmpty()) {
      return "none";
    }
    if (gets.isEmpty()) {
      return "disconnect";
    }
    boolean same =
        had.get().live() == gets.get().live() && had.get().redial() == gets.get().redial();
    return same ? "none" : had.get().becomesLive(gets.get()) ? "live" : "redial";
  }

  private static Optional<Grant> grant(Decision decision) {
    return decision instanceof Decision.Accept accept
        ? Optional.of(accept.grant())
        : Optional.empty();
  }

  Effect rehearsed() {
    return new Effect(
        true, amount, tax, lines, null, activeUntil, from, before, after, price, session);
  }
}
