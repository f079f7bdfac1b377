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

  /** Money that is recorded goes back, in whole or in part: a person decides about the invoice. */
  record GiveBack(AttemptState to) implements Transition {}

  /** It never came after all: what was recorded is reversed. */
  record TakeBack() implements Transition {}

  /** It says what can't be after a payment. */
  record Doubt(String why) implements Transition {}

  /**
   * @param inTime whether a denial still counts as the provider's own reversal
   */
  static Transition of(AttemptState now, AttemptState told, boolean inTime) {
    // Parts can be given back one after the other.
    if (now == told && told != AttemptState.PARTLY_REFUNDED) {
      return new Stay("known already");
    }
    return switch (told) {
      case CREATED -> new Stay("says nothing");
      case PENDING ->
          now == AttemptState.CREATED ? new Move(told) : new Stay("late: it is " + now.text());
      case PAID -> now.settled() ? new Stay("known already") : new Settle(told);
      case PARTLY_REFUNDED, REFUNDED, CHARGED_BACK ->
          !now.settled()
              ? new Settle(told)
              : told.compareTo(now) >= 0
                  ? new GiveBack(told)
                  : new Stay("late: it is " + now.text());
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
        : new Doubt("says " + told.text() + " of what is " + now.text());
  }
}
