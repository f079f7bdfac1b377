package id.gerbang.billing.credit;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import id.gerbang.billing.credit.RefundDao.Through;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.invoice.AllocationDao;
import id.gerbang.billing.invoice.AllocationDao.Credit;
import id.gerbang.billing.money.Money;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * What a refund gives back.
 *
 * @param credits the payments that it comes from; none of a deposit
 * @param gateway with which it stands
 */
record RefundSource(List<Credit> credits, Optional<String> gateway) {

  /** Refuses more than there is. */
  static RefundSource of(Handle handle, CreateRefund create, long customerId, long amount) {
    if (!create.ofDeposit()) {
      return ofCredit(handle, customerId, amount, String.valueOf(create.method()));
    }
    long held = Math.max(0, handle.attach(AllocationDao.class).depositHeld(customerId));
    if (amount > held) {
      throw Problem.conflict(
          "amount",
          "is more than the deposit of %s that is held".formatted(Money.rupiah(held).text()));
    }
    return new RefundSource(List.of(), Optional.empty());
  }

  private static RefundSource ofCredit(Handle handle, long customerId, long amount, String method) {
    List<Credit> credits = handle.attach(AllocationDao.class).credits(customerId);
    if (method.equals(CreateRefund.GATEWAY)) {
      return through(handle, credits, amount);
    }
    RefundSource all = new RefundSource(credits, Optional.empty());
    if (amount > all.rest()) {
      throw Problem.conflict(
          "amount", "is more than the customer's credit of " + Money.rupiah(all.rest()).text());
    }
    return all;
  }

  /** A gateway gives back what came through it, and nothing else. */
  private static RefundSource through(Handle handle, List<Credit> credits, long amount) {
    Map<Long, String> gateways =
        handle
            .attach(RefundDao.class)
            .throughGateways(credits.stream().mapToLong(Credit::paymentId).toArray())
            .stream()
            .collect(toMap(Through::id, Through::gateway));
    List<RefundSource> each =
        credits.stream()
            .filter(credit -> gateways.containsKey(credit.paymentId()))
            .collect(
                groupingBy(
                    credit -> String.valueOf(gateways.get(credit.paymentId())),
                    TreeMap::new,
                    toList()))
            .entrySet()
            .stream()
            .map(one -> new RefundSource(one.getValue(), Optional.of(one.getKey())))
            .toList();
    return each.stream()
        .filter(source -> source.rest() >= amount)
        .findFirst()
        .orElseThrow(() -> Problem.conflict("amount", tooMuch(each)));
  }

  private static String tooMuch(List<RefundSource> each) {
    return each.isEmpty()
        ? "is more than the credit that came through gateways, which is Rp 0: it is given back in cash or by transfer"
        : each.stream()
            .map(
                source ->
                    Money.rupiah(source.rest()).text() + " by " + source.gateway().orElseThrow())
            .collect(
                joining(
                    ", ",
                    "is more than the credit that came through gateways, each of which gives back its own: ",
                    ""));
  }

  private long rest() {
    return credits.stream().mapToLong(Credit::rest).sum();
  }
}
