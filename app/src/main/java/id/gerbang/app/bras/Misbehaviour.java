package id.gerbang.app.bras;

import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/** What a BRAS, its clock or the network under it does wrong when a test asks for it. */
public final class Misbehaviour {

  private final AtomicInteger requestsToDrop = new AtomicInteger();
  private final AtomicInteger repliesToDrop = new AtomicInteger();
  private final AtomicInteger coaAnswersToDrop = new AtomicInteger();
  private final AtomicInteger startsToLose = new AtomicInteger();
  private final AtomicInteger interimsToLose = new AtomicInteger();
  private final AtomicInteger stopsToLose = new AtomicInteger();
  private volatile boolean silentToCoa;
  private volatile boolean keepsSessionAfterAck;
  private volatile boolean ntpOff;
  private volatile Answering answering = new Answering.AsItShould();

  Misbehaviour() {}

  /** The next Start is never sent: as if all tries were lost and nobody noticed. */
  public void loseNextStart() {
    startsToLose.incrementAndGet();
  }

  public void loseNextInterim() {
    interimsToLose.incrementAndGet();
  }

  public void loseNextStop() {
    stopsToLose.incrementAndGet();
  }

  /** The next datagrams towards the server get lost; each try is one. */
  public void dropNextRequests(int datagrams) {
    requestsToDrop.set(datagrams);
  }

  /** The next datagrams from the server get lost. */
  public void dropNextReplies(int datagrams) {
    repliesToDrop.set(datagrams);
  }

  /** The next CoA and Disconnect-Requests are obeyed but their answers get lost. */
  public void dropNextCoaAnswers(int datagrams) {
    coaAnswersToDrop.set(datagrams);
  }

  /** CoA and Disconnect-Requests are neither obeyed nor answered. */
  public void silentToCoa(boolean silent) {
    silentToCoa = silent;
  }

  /** A Disconnect-Request is acknowledged, and the session goes on. */
  public void keepSessionAfterDisconnectAck(boolean keep) {
    keepsSessionAfterAck = keep;
  }

  /** Every CoA and Disconnect-Request is refused with this Error-Cause (RFC 5176 §3.5). */
  public void nakEverything(int errorCause) {
    answering = new Answering.RefusingAll(OptionalInt.of(errorCause));
  }

  public void nakEverythingWithoutCause() {
    answering = new Answering.RefusingAll(OptionalInt.empty());
  }

  /** Ends {@link #nakEverything} and {@link #nakEverythingWithoutCause}. */
  public void answerAsItShould() {
    answering = new Answering.AsItShould();
  }

  /** The router's clock starts at 1970 with each boot. */
  public void ntpOff(boolean off) {
    ntpOff = off;
  }

  boolean dropsRequest() {
    return takeOne(requestsToDrop);
  }

  boolean dropsReply() {
    return takeOne(repliesToDrop);
  }

  boolean dropsCoaAnswer() {
    return takeOne(coaAnswersToDrop);
  }

  boolean loses(AccountingStatus status) {
    return switch (status) {
      case START -> takeOne(startsToLose);
      case INTERIM_UPDATE -> takeOne(interimsToLose);
      case STOP -> takeOne(stopsToLose);
      case ACCOUNTING_ON, ACCOUNTING_OFF -> false;
    };
  }

  boolean isSilentToCoa() {
    return silentToCoa;
  }

  boolean keepsSessionAfterAck() {
    return keepsSessionAfterAck;
  }

  boolean isNtpOff() {
    return ntpOff;
  }

  Answering answering() {
    return answering;
  }

  private static boolean takeOne(AtomicInteger left) {
    return left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
  }

  /** How CoA and Disconnect-Requests are answered at present. */
  sealed interface Answering {

    record AsItShould() implements Answering {}

    record RefusingAll(OptionalInt errorCause) implements Answering {}
  }
}
