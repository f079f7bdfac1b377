package id.gerbang.billing.staff;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.ETags;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Reach;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.http.TakenField;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** Takes staff in, says what they may, and ends what is theirs when they leave. */
public final class StaffService {

  private static final String PERSON = "staff:";

  private final Jdbi jdbi;
  private final Clock clock;

  public StaffService(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * Someone with the only sight of the one-time password.
   *
   * @param revoked names of the tokens that ended with the old one
   */
  record Added(StaffView view, String password, List<String> revoked) {

    @Override
    public String toString() {
      return "Added[" + view + "]";
    }
  }

  /**
   * Someone as they are from now on.
   *
   * @param revoked names of the tokens that they had as what they were
   */
  record Changed(StaffView view, List<String> revoked) {}

  /** The name of an actor who is a person; empty: a token, or the command line. */
  static Optional<String> nameOf(Actor actor) {
    return actor.name().startsWith(PERSON)
        ? Optional.of(actor.name().substring(PERSON.length()))
        : Optional.empty();
  }

  /** Adds someone from the command line; answers the one-time password. */
  public String add(String name, Role role) {
    try {
      return jdbi.inTransaction(
              handle -> add(handle, name, role, Reach.EVERYTHING, Actor.COMMAND_LINE))
          .password();
    } catch (UnableToExecuteStatementException e) {
      throw TakenField.of(e).orElseThrow(() -> e);
    }
  }

  /** Gives someone a new one-time password from the command line. */
  public String reset(String name) {
    return jdbi.inTransaction(handle -> reset(handle, named(handle, name), Actor.COMMAND_LINE))
        .password();
  }

  Added reset(Handle handle, long id, Actor actor) {
    requireAnother(actor, id, "POST /password");
    StaffView present = lock(handle, id);
    String password = OneTimePassword.random();
    Instant now = clock.instant();
    handle.attach(StaffDao.class).setPassword(id, PasswordHash.of(password), true, now);
    handle.attach(SessionDao.class).endAll(id, now);
    List<String> revoked = handle.attach(TokenDao.class).revokeAll(id, now);
    audit(handle, actor, "staff.reset", id, Map.of("name", present.name(), "tokens", revoked));
    return new Added(find(handle, id), password, revoked);
  }

  /** For somebody who lost the telephone and the recovery codes; ends their sessions. */
  StaffView removeSecondFactor(Handle handle, long id, Actor actor) {
    requireAnother(actor, id, "POST /second-factor/remove");
    lock(handle, id);
    SecondFactor.remove(handle, id, clock.instant(), actor);
    return find(handle, id);
  }

  /** One's own wants the password again: whoever has a session of somebody has not that. */
  private static void requireAnother(Actor actor, long id, String own) {
    if (actor.staffId() != null && actor.staffId() == id) {
      throw Problem.conflict("That is you: " + own + " wants your password again.");
    }
  }

  /** The same from the command line. */
  public void removeSecondFactor(String name) {
    jdbi.useTransaction(
        handle -> removeSecondFactor(handle, named(handle, name), Actor.COMMAND_LINE));
  }

  private static long named(Handle handle, String name) {
    return handle
        .attach(StaffDao.class)
        .id(name)
        .orElseThrow(() -> Problem.notFound("member of staff named " + name));
  }

  Added add(Handle handle, String name, Role role, Reach reach, Actor actor) {
    String password = OneTimePassword.random();
    return new Added(keep(handle, name, role, reach, password, true, actor), password, List.of());
  }

  StaffView keep(
      Handle handle,
      String name,
      Role role,
      Reach reach,
      String password,
      boolean oneTime,
      Actor actor) {
    long id =
        handle
            .attach(StaffDao.class)
            .insert(
                name,
                role.text(),
                reach.areasOrAll(),
                reach.routersOrAll(),
                PasswordHash.of(password),
                oneTime,
                clock.instant());
    StaffView view = find(handle, id);
    audit(handle, actor, "staff.add", id, Map.of("name", name, "after", view));
    return view;
  }

  /**
   * Another role or reach ends what they have open, and the tokens that they have as what they
   * were: they come in again as what they are now.
   */
  Changed change(Handle handle, long id, SaveStaff request, @Nullable String ifMatch, Actor actor) {
    StaffDao dao = handle.attach(StaffDao.class);
    List<Long> owners = dao.lockOwners();
    StaffView before = lock(handle, id);
    ETags.check(ifMatch, before.version());
    request.checked(before);
    if (request.checkedRole() != Role.OWNER) {
      keepAnOwner(owners, id);
    }
    Reach reach = request.reach();
    dao.update(id, request.checkedRole().text(), reach.areasOrAll(), reach.routersOrAll());
    Instant now = clock.instant();
    handle.attach(SessionDao.class).endAll(id, now);
    boolean same =
        request.checkedRole().text().equals(before.role())
            && reach.equals(StaffView.reach(before.areas(), before.routers()));
    List<String> revoked = same ? List.of() : handle.attach(TokenDao.class).revokeAll(id, now);
    StaffView after = find(handle, id);
    Map<String, Object> detail = new HashMap<>(Audit.changes(before, after));
    detail.put("tokens", revoked);
    audit(handle, actor, "staff.update", id, detail);
    return new Changed(after, revoked);
  }

  /** Ends their sessions and tokens, and tells what of theirs is open. */
  HandOver disable(Handle handle, long id, Actor actor) {
    StaffDao dao = handle.attach(StaffDao.class);
    List<Long> owners = dao.lockOwners();
    StaffView before = lock(handle, id);
    keepAnOwner(owners, id);
    Instant now = clock.instant();
    dao.disable(id, now);
    int sessions = handle.attach(SessionDao.class).endAll(id, now);
    List<String> tokens = handle.attach(TokenDao.class).revokeAll(id, now);
    HandOver handOver =
        handle
            .attach(HandOverDao.class)
            .of(find(handle, id), PERSON + before.name(), sessions, tokens);
    if (before.disabledAt() == null) {
      audit(
          handle,
          actor,
          "staff.disable",
          id,
          Map.of("name", before.name(), "sessions", sessions, "tokens", tokens));
    }
    return handOver;
  }

  private static void keepAnOwner(List<Long> owners, long id) {
    if (owners.equals(List.of(id))) {
      throw Problem.conflict("This is the last owner: make another one first.");
    }
  }

  static StaffView find(Handle handle, long id) {
    return handle.attach(StaffDao.class).find(id).orElseThrow(() -> unknown(id));
  }

  private static StaffView lock(Handle handle, long id) {
    return handle.attach(StaffDao.class).lock(id).orElseThrow(() -> unknown(id));
  }

  private static Problem unknown(long id) {
    return Problem.notFound("member of staff " + id);
  }

  private void audit(Handle handle, Actor actor, String action, long id, Map<String, ?> detail) {
    Audit.write(handle, clock.instant(), actor, action, "staff:" + id, detail);
  }
}
