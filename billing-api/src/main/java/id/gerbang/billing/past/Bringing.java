package id.gerbang.billing.past;

import id.gerbang.billing.past.PastPaymentDao.Customer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Keeps what is told of the time before, some at a time, and counts what comes along and what does
 * not. What is there already does not come again.
 */
public final class Bringing implements Past.Heard {

  /** So that memory holds no more of them, however many there are. */
  private static final int AT_A_TIME = 1_000;

  private final Transactions transactions;
  private final long importId;
  private final List<PastPayment> payments = new ArrayList<>();
  private final Map<String, Integer> leftOut = new TreeMap<>();
  private int paymentsCame;
  private long rupiah;

  /** In which some of it is kept: one for all, or one each time. */
  @FunctionalInterface
  public interface Transactions {
    void in(Consumer<Handle> work);
  }

  private Bringing(Transactions transactions, long importId) {
    this.transactions = transactions;
    this.importId = importId;
  }

  /**
   * Brings all of it.
   *
   * @return what a person should know of it, in words
   */
  public static List<String> bring(Transactions transactions, long importId, Past past) {
    Bringing bringing = new Bringing(transactions, importId);
    past.tell(bringing);
    bringing.keepPayments();
    return bringing.words();
  }

  @Override
  public void payment(PastPayment payment) {
    payments.add(payment);
    if (payments.size() == AT_A_TIME) {
      keepPayments();
    }
  }

  @Override
  public void leftOut(String what) {
    leftOut(what, 1);
  }

  private void leftOut(String what, int times) {
    if (times > 0) {
      leftOut.merge(what, times, Integer::sum);
    }
  }

  private static String[] texts(List<PastPayment> payments, Function<PastPayment, String> column) {
    return payments.stream().map(column).toArray(String[]::new);
  }

  private void keepPayments() {
    if (!payments.isEmpty()) {
      transactions.in(this::keepPayments);
      payments.clear();
    }
  }

  private void keepPayments(Handle handle) {
    PastPaymentDao dao = handle.attach(PastPaymentDao.class);
    String[] accounts =
        payments.stream().map(PastPayment::account).distinct().toArray(String[]::new);
    Map<String, Long> customers =
        dao.customers(accounts).stream()
            .collect(Collectors.toMap(Customer::account, Customer::customerId));
    List<PastPayment> known = new ArrayList<>();
    for (PastPayment payment : payments) {
      if (customers.containsKey(payment.account())) {
        known.add(payment);
      } else {
        leftOut("payments are of accounts that are not here");
      }
    }
    List<Long> came =
        dao.insert(
            importId,
            known.stream().mapToLong(it -> customers.get(it.account())).toArray(),
            texts(known, PastPayment::reference),
            texts(known, it -> it.paidAt().toString()),
            known.stream().mapToLong(PastPayment::amount).toArray(),
            texts(known, PastPayment::method),
            texts(known, PastPayment::profile));
    paymentsCame += came.size();
    rupiah += came.stream().mapToLong(it -> it).sum();
    leftOut("payments are here already", known.size() - came.size());
  }

  private List<String> words() {
    List<String> words = new ArrayList<>();
    if (paymentsCame > 0) {
      words.add(
          "%d payments of Rp %d in all come along as payments elsewhere: their customers' statements show them, and no book, balance or report counts them"
              .formatted(paymentsCame, rupiah));
    }
    leftOut.forEach((what, times) -> words.add("%d %s".formatted(times, what)));
    return words;
  }
}
