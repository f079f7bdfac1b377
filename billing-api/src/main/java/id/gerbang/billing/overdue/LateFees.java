package id.gerbang.billing.overdue;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.overdue.LateFeeDao.Late;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Fees for what is not paid in time: of each invoice once, and from nobody whom the policy spares
 * at that moment. Who is paused is spared, too.
 */
public final class LateFees {

  private final Clock clock;
  private final ZoneId zone;
  private final OverdueEvaluation evaluation;
  private final FeeCharging charging;

  public LateFees(Clock clock, ZoneId zone, OverdueEvaluation evaluation, FeeCharging charging) {
    this.clock = clock;
    this.zone = zone;
    this.evaluation = evaluation;
    this.charging = charging;
  }

  /** Charges customers whose rows the transaction holds; answers what. */
  List<DueFee> charge(Handle handle, Actor actor, long... customers) {
    List<DueFee> due = due(handle, clock.instant(), customers);
    if (!due.isEmpty()) {
      charging.charge(handle, due, actor);
    }
    return due;
  }

  /** What would be charged at an instant; reads only. */
  List<DueFee> due(Handle handle, Instant at, long... customers) {
    OverduePolicy policy = OverdueRules.of(handle).policy();
    Optional<LateFee> fee = policy.lateFee();
    if (fee.isEmpty()) {
      return List.of();
    }
    List<Late> late =
        handle
            .attach(LateFeeDao.class)
            .late(fee.get().dueFrom(), LocalDate.ofInstant(at, zone), customers);
    if (late.isEmpty()) {
      return List.of();
    }
    Map<Long, OverduePolicy.Customer> known =
        evaluation.known(handle, late.stream().mapToLong(Late::customerId).distinct().toArray());
    List<DueFee> due = new ArrayList<>();
    for (Late invoice : late) {
      OverduePolicy.Customer customer = Objects.requireNonNull(known.get(invoice.customerId()));
      long amount = fee.get().of(invoice.open());
      if (amount > 0 && !invoice.paused() && policy.isLate(invoice.dueDate(), customer, at, zone)) {
        due.add(
            new DueFee(
                invoice.customerId(),
                invoice.id(),
                invoice.number(),
                amount,
                invoice.subscriptionId(),
                invoice.comesWith()));
      }
    }
    return due;
  }
}
