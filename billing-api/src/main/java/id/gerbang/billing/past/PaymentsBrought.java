package id.gerbang.billing.past;

import id.gerbang.billing.past.PastPaymentDao.Customer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Payments on their way in. */
final class PaymentsBrought {

  private final long importId;
  private final Tally tally;
  private int came;
  private long rupiah;

  PaymentsBrought(long importId, Tally tally) {
    this.importId = importId;
    this.tally = tally;
  }

  void keep(Handle handle, List<PastPayment> payments) {
    PastPaymentDao dao = handle.attach(PastPaymentDao.class);
    Map<String, Long> customers =
        dao.customers(texts(payments, PastPayment::account)).stream()
            .collect(Collectors.toMap(Customer::account, Customer::customerId));
    List<PastPayment> ours = new ArrayList<>(payments);
    ours.removeIf(it -> !customers.containsKey(it.account()));
    List<Long> kept =
        dao.insert(
            importId,
            ours.stream().mapToLong(it -> customers.get(it.account())).toArray(),
            texts(ours, PastPayment::reference),
            texts(ours, it -> it.paidAt().toString()),
            ours.stream().mapToLong(PastPayment::amount).toArray(),
            texts(ours, PastPayment::method),
            texts(ours, PastPayment::profile));
    came += kept.size();
    rupiah += kept.stream().mapToLong(amount -> amount).sum();
    tally.leftOut("payments are of accounts that are not here", payments.size() - ours.size());
    tally.leftOut("payments are here already", ours.size() - kept.size());
  }

  private static String[] texts(List<PastPayment> payments, Function<PastPayment, String> column) {
    return payments.stream().map(column).toArray(String[]::new);
  }

  Optional<String> words() {
    return came == 0
        ? Optional.empty()
        : Optional.of(
            "%d payments of Rp %d in all come along as payments elsewhere: their customers' statements show them, and no book, balance or report counts them"
                .formatted(came, rupiah));
  }
}
