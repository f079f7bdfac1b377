package id.gerbang.billing.past;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
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
  private final Keeping keeping;

  /**
   * @param zone the ISP's: where a day begins
   * @param months how long sessions are kept, beside the month that goes on; 0: for ever
   */
  public Bringing(Clock clock, ZoneId zone, int months) {
    this.clock = clock;
    this.zone = zone;
    keeping = new Keeping(months);
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
    SessionsBrought sessions = new SessionsBrought(importId, zone, keeping, clock.instant(), tally);
    CountersBrought counters = new CountersBrought(importId, zone);
    Some<PastPayment> somePayments = new Some<>(transactions, payments::keep);
    Some<PastSession> someSessions = new Some<>(transactions, sessions::keep);
    Some<PastCounter> someCounters = new Some<>(transactions, counters::keep);
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
          public void counter(PastCounter counter) {
            someCounters.add(counter);
          }

          @Override
          public void leftOut(String what) {
            tally.leftOut(what, 1);
          }
        });
    somePayments.keep();
    someSessions.keep();
    // Behind them, since what sessions tell is a part of a counter.
    someCounters.keep();
    return Stream.of(
            sessions.words().stream(),
            counters.words().stream(),
            payments.words().stream(),
            tally.words().stream())
        .flatMap(words -> words)
        .toList();
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
