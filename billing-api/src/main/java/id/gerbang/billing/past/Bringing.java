package id.gerbang.billing.past;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Brings the time before along: some at a time, so that memory holds no more of it however long it
 * was. What is there already does not come again.
 */
public final class Bringing {

  private static final int AT_A_TIME = 1_000;

  private final Clock clock;
  private final ZoneId zone;
  private final int months;

  /**
   * @param zone the ISP's: where a day begins
   * @param months how long sessions are kept, beside the month that goes on; 0: for ever
   */
  public Bringing(Clock clock, ZoneId zone, int months) {
    this.clock = clock;
    this.zone = zone;
    this.months = months;
  }

  /**
   * Brings all of it.
   *
   * @param importId in which it comes; 0 where nothing is committed
   * @return what a person should know of it, in words
   */
  public List<String> bring(Transactions transactions, long importId, Past past) {
    Tally tally = new Tally();
    PaymentsBrought payments = new PaymentsBrought(importId, tally);
    SessionsBrought sessions = new SessionsBrought(importId, zone, firstKept(), months, tally);
    Some<PastPayment> somePayments = new Some<>(transactions, payments::keep);
    Some<PastSession> someSessions = new Some<>(transactions, sessions::keep);
    past.tell(
        new Past.Heard() {
          @Override
          public void payment(PastPayment payment) {
            somePayments.add(payment);
          }

          @Override
          public void session(PastSession session) {
            someSessions.add(session);
          }

          @Override
          public void leftOut(String what) {
            tally.leftOut(what, 1);
          }
        });
    somePayments.keep();
    someSessions.keep();
    return Stream.of(sessions.words().stream(), payments.words().stream(), tally.words().stream())
        .flatMap(words -> words)
        .toList();
  }

  /** As radius forgets them: by the month in which they began. */
  private Optional<LocalDate> firstKept() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return months == 0
        ? Optional.empty()
        : Optional.of(today.withDayOfMonth(1).minusMonths(months));
  }

  /** What waits to be kept together. */
  private static final class Some<T> {

    private final Transactions transactions;
    private final BiConsumer<Handle, List<T>> keeper;
    private final List<T> waiting = new ArrayList<>();

    Some(Transactions transactions, BiConsumer<Handle, List<T>> keeper) {
      this.transactions = transactions;
      this.keeper = keeper;
    }

    void add(T one) {
      waiting.add(one);
      if (waiting.size() == AT_A_TIME) {
        keep();
      }
    }

    void keep() {
      if (!waiting.isEmpty()) {
        transactions.in(handle -> keeper.accept(handle, waiting));
        waiting.clear();
      }
    }
  }
}
