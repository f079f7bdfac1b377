package id.gerbang.radius.converge;

import id.gerbang.core.session.Granted;
import id.gerbang.radius.accounting.Journal;
import id.gerbang.radius.accounting.JournalEntry;
import id.gerbang.radius.event.AccessEvents;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.session.OpenSession;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/**
 * What is kept of acts: an event for the helpdesk, counters, and what the session holds by them.
 */
public final class ActRecord {

  /** Those of RFC 5176 §3.5: a router could name any number, and each would be a metric. */
  private static final Set<Long> KNOWN_CAUSES =
      Set.of(
          0L, 201L, 401L, 402L, 403L, 404L, 405L, 406L, 407L, 501L, 502L, 503L, 504L, 505L, 506L,
          507L, 508L);

  private final Journal journal;
  private final AccessEvents events;
  private final Counters counters;

  public ActRecord(Journal journal, AccessEvents events, Counters counters) {
    this.journal = journal;
    this.events = events;
    this.counters = counters;
  }

  /** An event for the helpdesk. */
  void answered(Instant now, OpenSession session, Act act, CoaAnswer answer) {
    events.note(ActEvent.of(now, session, act, answer, ""));
  }

  /**
   * The same of an act that goes unanswered, perhaps for long.
   *
   * @param tries so far
   */
  void unanswered(Instant now, OpenSession session, Act act, CoaAnswer answer, int tries) {
    events.note(ActEvent.of(now, session, act, answer, tries == 1 ? "" : "tries=" + tries));
  }

  /** What never left is not counted here. */
  void count(Act act, CoaAnswer answer) {
    if (answer instanceof CoaAnswer.Unsent) {
      return;
    }
    counters.count(
        "gerbang_radius_acts_total{kind=\""
            + ActEvent.kind(act)
            + "\",answer=\""
            + ActEvent.outcome(answer)
            + "\",cause=\""
            + act.cause().name().toLowerCase(Locale.ROOT)
            + "\"}");
    if (answer instanceof CoaAnswer.Refused refused) {
      counters.count(
          "gerbang_radius_act_refusals_total{error_cause=\""
              + (KNOWN_CAUSES.contains(refused.errorCause()) ? refused.errorCause() : "other")
              + "\"}");
    }
  }

  /** The same of a login that no session is known of. */
  void answered(Instant now, NamelessCut cut, CoaAnswer answer) {
    if (!(answer instanceof CoaAnswer.Unsent)) {
      events.note(ActEvent.of(now, cut, answer));
    }
  }

  /**
   * Kept, so that whoever acts after a crash undoes what was perhaps obeyed. The act does not wait
   * for the disk, which may be full: of the last moment before a kill nothing may be kept.
   */
  void attempted(OpenSession session, Granted becomes) {
    byte[] entry =
        new JournalEntry.Attempted(session.key(), session.generation(), becomes.text()).encode();
    journal.append(entry, Journal.Receipt.NONE);
  }

  /**
   * By its router's word: that it did a CoA, or that it did not. Lost, it costs one CoA too many
   * after a restart; or one too few, where what the session is entitled to was changed back
   * meanwhile.
   */
  void granted(OpenSession session, Granted becomes) {
    byte[] entry =
        new JournalEntry.Acknowledged(session.key(), session.generation(), becomes.text()).encode();
    journal.append(entry, Journal.Receipt.NONE);
  }
}
