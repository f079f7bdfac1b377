package id.gerbang.billing.run;

import id.gerbang.billing.charge.ChargeDao.Charge;
import id.gerbang.billing.invoice.CreateInvoice.ValidLine;
import id.gerbang.billing.invoice.LineKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * What a period is billed for: the plan, what comes beside it, and at last what is taken off, which
 * is never more than what recurs: what comes once is whole.
 *
 * @param beside what the charges add to the plan's amount, or take from it
 * @param once the charges that have come with it, and will not again
 */
record PeriodLines(List<ValidLine> lines, long beside, List<Long> once) {

  /**
   * @param plan what the plan costs of the period; 0 where it costs nothing
   * @param share of a whole period's price that falls on this one
   * @param charges that the period has
   */
  static PeriodLines of(
      LineKind kind, String description, long plan, LongUnaryOperator share, List<Charge> charges) {
    List<ValidLine> lines = new ArrayList<>();
    List<Long> once = new ArrayList<>();
    long sum = plan;
    long recurring = plan;
    if (plan > 0) {
      lines.add(new ValidLine(kind, description, plan));
    }
    for (Charge charge : charges) {
      if (charge.amount() > 0) {
        long amount = charge.recurs() ? share.applyAsLong(charge.amount()) : charge.amount();
        sum = Math.addExact(sum, add(lines, charge, amount));
        if (charge.recurs()) {
          recurring = Math.addExact(recurring, amount);
        } else {
          once.add(charge.id());
        }
      }
    }
    for (Charge charge : charges) {
      if (charge.amount() < 0) {
        long off = Math.min(recurring, share.applyAsLong(-charge.amount()));
        recurring -= off;
        sum += add(lines, charge, -off);
      }
    }
    return sum == 0
        ? new PeriodLines(List.of(), -plan, List.of())
        : new PeriodLines(List.copyOf(lines), sum - plan, List.copyOf(once));
  }

  private static long add(List<ValidLine> lines, Charge charge, long amount) {
    if (amount != 0) {
      lines.add(new ValidLine(charge.lineKind(), charge.description(), amount));
    }
    return amount;
  }
}
