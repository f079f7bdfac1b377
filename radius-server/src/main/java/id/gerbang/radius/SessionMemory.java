package id.gerbang.radius;

import id.gerbang.radius.accounting.Applier;
import id.gerbang.radius.converge.Convergence;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.session.SessionRow;

/** Keeps the sessions in memory as the table has them, and has each change considered. */
record SessionMemory(OpenSessions sessions, Convergence convergence) implements Applier.Listener {

  @Override
  public void applied(SessionRow row) {
    sessions.follow(row).ifPresentOrElse(convergence::heard, () -> convergence.ended(row.key()));
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
