package id.gerbang.billing.staff;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Role;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Makes, knows and revokes API tokens. */
public final class TokenService {

  private final Jdbi jdbi;
  private final Clock clock;

  public TokenService(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** A token that was just made, with the only sight of its text. */
  public record Created(TokenView view, String token) {

    @Override
    public String toString() {
      return "Created[" + view + "]";
    }
  }

  /** Makes a token from the command line. */
  public String create(String name, Role role) {
    return jdbi.inTransaction(handle -> create(handle, name, role, Actor.COMMAND_LINE)).token();
  }

  Created create(Handle handle, String name, Role role, Actor actor) {
    return keep(handle, name, role, Token.random(), actor);
  }

  /** Keeps a token whose text was decided elsewhere: the first start's, from the environment. */
  Created keep(Handle handle, String name, Role role, String token, Actor actor) {
    Instant now = clock.instant();
    TokenDao dao = handle.attach(TokenDao.class);
    long id = dao.insert(name, role.text(), Token.sha256(token), now);
    Audit.write(
        handle,
        now,
        actor,
        "token.create",
        "token:" + id,
        Map.of("name", name, "role", role.text()));
    return new Created(new TokenView(id, name, role.text(), now, null), token);
  }

  void revoke(Handle handle, long id, Actor actor) {
    Instant now = clock.instant();
    if (handle.attach(TokenDao.class).revoke(id, now) == 1) {
      Audit.write(handle, now, actor, "token.revoke", "token:" + id, Map.of());
    }
  }

  /** Whose token it is; empty: nobody's, or revoked. */
  public Optional<Actor> actor(String token) {
    return jdbi.withExtension(TokenDao.class, dao -> dao.live(Token.sha256(token)))
        .map(view -> new Actor("token:" + view.name(), Role.of(view.role())));
  }
}
