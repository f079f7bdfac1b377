package id.gerbang.billing.overdue;

import id.gerbang.billing.history.Event;
import id.gerbang.billing.history.History;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.overdue.OverdueEvaluation.Cause;
import id.gerbang.billing.overdue.OverdueEvaluation.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What one evaluation leaves in the audit log and in the subscriptions' histories. */
final class OverdueTraces {

  private final Handle handle;
  private final Instant now;
  private final Actor actor;
  private final Cause cause;
  private final List<Event> events = new ArrayList<>();

  OverdueTraces(Handle handle, Instant now, Actor actor, Cause cause) {
    this.handle = handle;
    this.now = now;
    this.actor = actor;
    this.cause = cause;
  }

  void marked(Finding finding) {
    long subscription = finding.subscription().id();
    Optional<Overdue> found = finding.overdue();
    String word = found.map(overdue -> overdue.action().word()).orElse("lift");
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("cause", cause.word());
    found.ifPresent(
        overdue -> {
          detail.put("since", overdue.since());
          detail.put("invoices", overdue.invoices());
        });
    Audit.write(handle, now, actor, "overdue." + word, "subscription:" + subscription, detail);
    if (!finding.mark().action().equals(finding.subscription().unpaidAction())) {
      Event event = Event.of(subscription, "overdue_" + word, now, actor);
      events.add(
          event.because(
              found.map(overdue -> String.join(", ", overdue.invoices())).orElse(cause.word())));
    }
  }

  void released(long subscription) {
    Audit.write(
        handle,
        now,
        actor,
        "overdue.release",
        "subscription:" + subscription,
        Map.of("cause", cause.word(), "held", "until paid"));
    events.add(Event.of(subscription, "resume", now, actor).because(cause.word()));
  }

  void write() {
    History.write(handle, events);
  }
}
