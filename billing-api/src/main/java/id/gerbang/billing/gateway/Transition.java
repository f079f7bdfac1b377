package id.gerbang.billing.gateway;

/**
 * What a report does to an attempt. Paid is monotone: what comes late or twice undoes nothing, and
 * what undoes a payment needs the provider's own reversal, in time; the rest is for a person.
 */
sealed interface Transition {

  /** Nothing new. */
  record Stay(String why) implements Transition {}

  record Move(AttemptState to) implements Transition {}

  /**
   * The money came: it is recorded.
   *
   * @param then where the money has gone since, or PAID
   */
  record Settle(AttemptState then) implements Transition {}

  /** Another charge of the same attempt was paid as well. */
  record SettleAgain() implements Transition {}

  /** Money that is recorded goes back, in whole or in part: a person decides about the invoice. */
  record GiveBack(AttemptState to) implements Transition {}

  /** The same of money that a second charge brought: the attempt is the first one's. */
  record GiveBackSecond() implements Transition {}

  /** It never came after all: what was recorded is reversed. */
  record TakeBack() implements Transition {}

  /**
   * It says what can't be after a payment.
   *
   * @param of what it says that of
   */
  record Doubt(String of) implements Transition {}

  /**
   * @param whose of which charge it is told
   * @param inTime whether a denial still counts as the provider's own reversal
   */
  static Transition of(AttemptState now, AttemptState told, Whose whose, boolean inTime) {
    return switch (whose) {
      case ANOTHER ->
          told.settled() ? new SettleAgain() : new Stay("is about a charge that nobody paid");
      case SECOND ->
          told.settled() && told != AttemptState.PAID
              ? new GiveBackSecond()
              : told == AttemptState.PAID || told.open()
                  ? new Stay("known already")
                  : new Doubt("a second charge that was paid");
      case FIRST -> of(now, told, inTime);
    };
  }

  private static Transition of(AttemptState now, AttemptState told, boolean inTime) {
    // Parts can be given or taken back one after the other.
    if (now == told && told != AttemptState.PARTLY_REFUNDED && told != AttemptState.CHARGED_BACK) {
      return new Stay("known already");
    }
    return switch (told) {
      case CREATED -> new Stay("says nothing");
      case PENDING ->
          now == AttemptState.CREATED ? new Move(told) : new Stay("late: it is " + now.text());
      case PAID -> now.settled() ? new Stay("known already") : new Settle(told);
      // Each is money that left; the state is the worst of them.
      case PARTLY_REFUNDED, REFUNDED, CHARGED_BACK ->
          !now.settled() ? new Settle(told) : new GiveBack(told.compareTo(now) > 0 ? told : now);
      case EXPIRED, FAILED, CANCELLED -> closed(now, told, inTime);
    };
  }

  private static Transition closed(AttemptState now, AttemptState told, boolean inTime) {
    if (now.open()) {
      return new Move(told);
    }
    if (!now.settled()) {
      return new Stay("it is " + now.text());
    }
    return now == AttemptState.PAID && told == AttemptState.FAILED && inTime
        ? new TakeBack()
        : new Doubt("one that is " + now.text());
  }
}
