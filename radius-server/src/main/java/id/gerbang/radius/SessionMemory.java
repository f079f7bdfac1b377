package id.gerbang.radius;

import id.gerbang.radius.accounting.Applier;
import id.gerbang.radius.accounting.Oddity;
import id.gerbang.radius.admission.Admission;
import id.gerbang.radius.converge.Convergence;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.session.OpenSession;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.SessionRow;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Keeps the sessions in memory as the table has them, and has each change considered. */
record SessionMemory(
    OpenSessions sessions, Admission admission, Convergence convergence, Counters counters)
    implements Applier.Listener {

  @Override
  public void applied(SessionRow row) {
    sessions.follow(row).ifPresentOrElse(this::reported, () -> convergence.ended(row.key()));
  }

  /** A session that begins may leave an older one without a place. */
  private void reported(OpenSession session) {
    admission.reported(session);
    convergence.heard(session);
    if (admission.limits().crowded(session)) {
      convergence.subscribersChanged(List.of(session.subscriberId()));
    }
  }

  @Override
  public void heardRarely(SessionKey key, Duration gap) {
    sessions.heardRarely(key, gap);
  }

  @Override
  public void odd(Oddity oddity) {
    counters.count(
        "gerbang_radius_records_odd_total{kind=\""
            + oddity.name().toLowerCase(Locale.ROOT)
            + "\"}");
  }

  @Override
  public void reading() {
    sessions.loading();
  }

  @Override
  public void read(SessionRow row) {
    sessions.follow(row);
  }

  @Override
  public void readAll() {
    sessions.loaded().forEach(convergence::ended);
    convergence.everythingMayHaveChanged();
  }
}
