package id.gerbang.radius.converge;

import id.gerbang.radius.session.OpenSession;
import id.gerbang.radius.session.SessionKey;
import java.time.Clock;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What routers show of sessions in question, beside their answers: their lists and their queues.
 * One thread.
 */
final class Sightings {

  /** The log of convergence: what somebody has to look at stands in one place. */
  private static final Logger log = LoggerFactory.getLogger(Convergence.class);

  private final Intentions intentions;
  private final Acting acting;
  private final Questions questions;
  private final Clock clock;
  private final Queue<Removal> removals = new ConcurrentLinkedQueue<>();

  Sightings(Intentions intentions, Acting acting, Questions questions, Clock clock) {
    this.intentions = intentions;
    this.acting = acting;
    this.questions = questions;
    this.clock = clock;
  }

  /** What is to be removed over routers' APIs. */
  Queue<Removal> removals() {
    return removals;
  }

  /** Proves an act or belies it, or says nothing new. */
  void seen(Sight sight) {
    SessionKey key = sight.session();
    Optional<Look> look = intentions.look(key);
    Optional<Sight.Finding> finding =
        questions.of(key).flatMap(question -> look.flatMap(seen -> sight.finds(question, seen)));
    if (finding.isEmpty() || look.isEmpty()) {
      return;
    }
    Progress state = acting.tried(look.get().session());
    Optional<Act> wanted = intentions.act(look.get(), state);
    if (finding.get() instanceof Sight.Finding.Outlived) {
      wanted.ifPresent(act -> removals.add(removal(look.get(), act)));
    } else if (finding.get() instanceof Sight.Finding.OutlivedRemoval) {
      if (wanted.isPresent() && state.alarm.isEmpty()) {
        outlivedRemoval(look.get().session());
      }
    } else if (finding.get() instanceof Sight.Finding.Agrees) {
      questions.settled(key);
    } else if (finding.get() instanceof Sight.Finding.Contradicts contradicts) {
      // Where something else is wanted by now, the queue says nothing new.
      if (wanted.isEmpty() && state.flight.isEmpty()) {
        contradicted(look.get().session(), contradicts.queue());
      }
    }
  }

  private Removal removal(Look look, Act act) {
    OpenSession session = look.session();
    return new Removal(
        session.key(), session.generation(), act.cause(), act.reason(), clock.instant());
  }

  /** Neither what it was told nor what we did over its API has ended it: somebody has to look. */
  private void outlivedRemoval(OpenSession session) {
    SessionKey key = session.key();
    acting.kept(session).alarm = "still listed after its removal";
    log.warn(
        "router {} still lists session {} of {} after Disconnect and removal: somebody has to look",
        key.routerId(),
        key.acctSessionId(),
        key.username());
    acting.consider(key);
  }

  /**
   * A second time is left to a person too: whatever keeps the queue, one more CoA won't change it.
   */
  private void contradicted(OpenSession session, Sight.Queue queue) {
    SessionKey key = session.key();
    Progress state = acting.kept(session);
    state.contradicted = true;
    if (questions.contradicted(key) > 1) {
      state.alarm = "its queue lets through " + queue.text();
      acting.rest(key, Answers.UNTIL_SOMEBODY_LOOKED);
    }
    log.warn(
        "router {} has acknowledged a CoA for {}, session {}, and its queue lets through {}",
        key.routerId(),
        key.username(),
        key.acctSessionId(),
        queue.text());
    acting.consider(key);
  }
}
