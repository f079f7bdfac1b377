package id.gerbang.billing.staff;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.http.TakenField;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Takes staff in, and gives them passwords that work until they choose their own. */
public final class StaffService {

  private final Jdbi jdbi;
  private final Clock clock;

  public StaffService(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Someone who was just taken in, with the only sight of the one-time password. */
  record Added(StaffView view, String password) {

    @Override
    public String toString() {
      return "Added[" + view + "]";
    }
  }

  /** Adds someone from the command line; answers the one-time password. */
  public String add(String name, Role role) {
    try {
      return jdbi.inTransaction(handle -> add(handle, name, role, Actor.COMMAND_LINE)).password();
    } catch (UnableToExecuteStatementException e) {
      throw TakenField.of(e).orElseThrow(() -> e);
    }
  }

  /** Gives someone a new one-time password from the command line. */
  public String reset(String name) {
    String password = OneTimePassword.random();
    String hash = PasswordHash.of(password);
    jdbi.useTransaction(
        handle -> {
          long id =
              handle
                  .attach(StaffDao.class)
                  .reset(name, hash)
                  .orElseThrow(() -> Problem.notFound("member of staff named " + name));
          audit(handle, Actor.COMMAND_LINE, "staff.reset", id, Map.of("name", name));
        });
    return password;
  }

  Added add(Handle handle, String name, Role role, Actor actor) {
    String password = OneTimePassword.random();
    return new Added(keep(handle, name, role, password, true, actor), password);
  }

  StaffView keep(
      Handle handle, String name, Role role, String password, boolean oneTime, Actor actor) {
    Instant now = clock.instant();
    long id =
        handle
            .attach(StaffDao.class)
            .insert(name, role.text(), PasswordHash.of(password), oneTime, now);
    audit(handle, actor, "staff.add", id, Map.of("name", name, "role", role.text()));
    return new StaffView(id, name, role.text(), oneTime, now, null);
  }

  void disable(Handle handle, long id, Actor actor) {
    if (handle.attach(StaffDao.class).disable(id, clock.instant()) == 1) {
      audit(handle, actor, "staff.disable", id, Map.of());
    }
  }

  private void audit(
      Handle handle, Actor actor, String action, long id, Map<String, String> detail) {
    Audit.write(handle, clock.instant(), actor, action, "staff:" + id, detail);
  }
}
