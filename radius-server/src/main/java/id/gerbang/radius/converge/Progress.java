package id.gerbang.radius.converge;

import id.gerbang.core.session.Granted;
import id.gerbang.radius.session.OpenSession;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What was tried on a session that is not yet equal; of another session that had its name before no
 * more than an act that is still on its way. One thread.
 */
final class Progress {

  /** After more CoAs than this without an answer nobody knows what a session holds. */
  static final int UNANSWERED_AT_MOST = 4;

  /**
   * An act on its way.
   *
   * @param alone whether no CoA before it was in doubt: where it did nothing, the session holds
   *     what it held
   */
  record Flight(Act act, Naming naming, boolean alone, long sentAt, CoaClient.InFlight request) {}

  final int generation;

  Optional<Flight> flight = Optional.empty();

  /** What was last tried, in vain: another intent need not wait as long as the same again. */
  Optional<Act> lastTried = Optional.empty();

  int failures;

  /** Tries without any answer, since the last one that had one. */
  Unanswered unanswered = new Unanswered();

  /** When the last report came before a Disconnect-ACK, or a "not found": the next belies it. */
  Optional<Instant> believedGoneSince = Optional.empty();

  /** The router said that it was done, and its queue shows something else. */
  boolean contradicted;

  /** CoA was refused: only a redial helps. */
  boolean cutOnly;

  /** Refused without a cause, once. */
  boolean refused;

  /** Why somebody has to look; empty text when nobody has to. */
  String alarm = "";

  private final Set<Granted> perhaps = new LinkedHashSet<>();

  Progress(int generation) {
    this.generation = generation;
  }

  /** What unanswered CoAs may have made of the session, of which its row does not tell yet. */
  Set<Granted> perhaps() {
    return perhaps;
  }

  /** After too many of them nobody knows what it holds: a redial settles it. */
  void mayHold(Granted granted, OpenSession session) {
    if (!session.attempted().contains(granted)) {
      perhaps.add(granted);
    }
    cutOnly |= perhaps.size() > UNANSWERED_AT_MOST;
  }

  /** What the table says of the session now: its reports, and on CoAs in doubt the last word. */
  void follow(OpenSession session) {
    believedGoneSince = believedGoneSince.filter(since -> !session.heardAt().isAfter(since));
    perhaps.removeAll(session.attempted());
  }

  boolean idle() {
    return flight.isEmpty() && perhaps.isEmpty();
  }

  /** The new intent owes nothing to what became of the last one. */
  void startAfresh() {
    failures = 0;
    unanswered = new Unanswered();
    refused = false;
    contradicted = false;
    alarm = "";
    lastTried = Optional.empty();
  }

  OpenDifferences.State state() {
    if (!alarm.isEmpty()) {
      return OpenDifferences.State.REFUSED;
    }
    if (believedGoneSince.isPresent()) {
      return OpenDifferences.State.UNPROVED;
    }
    return flight.isPresent() ? OpenDifferences.State.SENT : OpenDifferences.State.WAITING;
  }
}
