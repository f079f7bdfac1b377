package id.gerbang.billing.payment;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.payment.PaymentDao.AllocationRow;
import id.gerbang.billing.payment.PaymentDao.PaymentRow;
import id.gerbang.billing.payment.PaymentDao.Refunded;
import id.gerbang.billing.payment.ReversalDao.ReversalRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Finds payments, and shows them with what they paid and what became of them. */
final class Payments {

  private Payments() {}

  /** The payment that a path names. */
  static PaymentView one(Handle handle, Ref ref) {
    return views(handle, List.of(find(handle, ref))).get(0);
  }

  static PaymentRow find(Handle handle, Ref ref) {
    PaymentDao dao = handle.attach(PaymentDao.class);
    Optional<PaymentRow> row =
        switch (ref.kind()) {
          case ID -> dao.byId(ref.id());
          case EXTERNAL -> dao.byExternalId(ref.value());
          case NUMBER, USERNAME -> Optional.empty();
        };
    return row.orElseThrow(() -> Problem.notFound("payment " + ref));
  }

  static PaymentView one(Handle handle, long id) {
    PaymentRow row =
        handle
            .attach(PaymentDao.class)
            .byId(id)
            .orElseThrow(() -> Problem.notFound("payment " + id));
    return views(handle, List.of(row)).get(0);
  }

  static List<PaymentView> views(Handle handle, List<PaymentRow> rows) {
    long[] ids = rows.stream().mapToLong(PaymentRow::id).toArray();
    Map<Long, List<AllocationRow>> allocations =
        handle.attach(PaymentDao.class).allocations(ids).stream()
            .collect(groupingBy(AllocationRow::paymentId));
    Map<Long, ReversalRow> reversals =
        handle.attach(ReversalDao.class).last(ids).stream()
            .collect(toMap(ReversalRow::paymentId, identity()));
    Map<Long, String> receipts = handle.attach(ReceiptDao.class).numbers(ids);
    Map<Long, Long> refunded =
        handle.attach(PaymentDao.class).refunded(ids).stream()
            .collect(toMap(Refunded::paymentId, Refunded::amount));
    return rows.stream()
        .map(
            row ->
                PaymentView.of(
                    row,
                    allocations.getOrDefault(row.id(), List.of()),
                    refunded.getOrDefault(row.id(), 0L),
                    Optional.ofNullable(reversals.get(row.id())),
                    receipts.get(row.id())))
        .toList();
  }
}
