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
      return ofCredit(handle, create, customerId, amount);
    }
    long held = Math.max(0, handle.attach(AllocationDao.class).depositHeld(customerId));
    if (amount > held) {
      throw Problem.conflict(
          "amount",
          "is more than the deposit of %s that is held".formatted(Money.rupiah(held).text()));
    }
    return new RefundSource(List.of(), Optional.empty());
  }

  private static RefundSource ofCredit(
      Handle handle, CreateRefund create, long customerId, long amount) {
    List<Credit> credits = handle.attach(AllocationDao.class).credits(customerId);
    if (CreateRefund.GATEWAY.equals(create.method())) {
      return through(byGateway(handle, credits), Optional.ofNullable(create.gateway()), amount);
    }
    RefundSource all = new RefundSource(credits, Optional.empty());
    if (amount > all.rest()) {
      throw Problem.conflict(
          "amount", "is more than the customer's credit of " + Money.rupiah(all.rest()).text());
    }
    return all;
  }

  /**
   * A gateway gives back what came through it, and nothing else. By which one it was, only the
   * person knows who did it there: where it may be several, nothing is guessed.
   */
  private static RefundSource through(
      List<RefundSource> each, Optional<String> wanted, long amount) {
    List<RefundSource> enough = each.stream().filter(source -> source.rest() >= amount).toList();
    if (wanted.isPresent()) {
      return enough.stream()
          .filter(source -> source.gateway().equals(wanted))
          .findFirst()
          .orElseThrow(
              () ->
                  Problem.unprocessable(
                      "gateway",
                      "holds less than that of the customer's credit; what they hold: "
                          + held(each)));
    }
    if (enough.isEmpty()) {
      throw Problem.conflict(
          "amount",
          "is more than a gateway holds of the customer's credit; what they hold: " + held(each));
    }
    if (enough.size() > 1) {
      throw Problem.unprocessable(
          "gateway",
          "is missing, and several hold as much of the customer's credit: " + held(enough));
    }
    return enough.get(0);
  }

  private static List<RefundSource> byGateway(Handle handle, List<Credit> credits) {
    Map<Long, String> gateways =
        handle
            .attach(RefundDao.class)
            .throughGateways(credits.stream().mapToLong(Credit::paymentId).toArray())
            .stream()
            .collect(toMap(Through::id, Through::gateway));
    return credits.stream()
        .filter(credit -> gateways.containsKey(credit.paymentId()))
        .collect(
            groupingBy(
                credit -> String.valueOf(gateways.get(credit.paymentId())), TreeMap::new, toList()))
        .entrySet()
        .stream()
        .map(one -> new RefundSource(one.getValue(), Optional.of(one.getKey())))
        .toList();
  }

  private static String held(List<RefundSource> each) {
    return each.isEmpty()
        ? "nothing, so that it is given back in cash or by transfer"
        : each.stream()
            .map(
                source -> source.gateway().orElseThrow() + " " + Money.rupiah(source.rest()).text())
            .collect(joining(", "));
  }

  private long rest() {
    return credits.stream().mapToLong(Credit::rest).sum();
  }
}
