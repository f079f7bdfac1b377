package id.gerbang.billing.staff;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Caller;
import id.gerbang.billing.http.Caller.Pace;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Reach;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.http.Scopes;
import id.gerbang.billing.http.TakenField;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** Makes, knows and revokes API tokens. Each request asks the database: an end holds at once. */
public final class TokenService {

  private static final Duration MINUTE = Duration.ofMinutes(1);

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
    try {
      return jdbi.inTransaction(
              handle -> create(handle, TokenRequest.of(name, role), Actor.COMMAND_LINE))
          .token();
    } catch (UnableToExecuteStatementException e) {
      throw TakenField.of(e).orElseThrow(() -> e);
    }
  }

  Created create(Handle handle, TokenRequest request, Actor actor) {
    return keep(handle, request, Token.random(), actor);
  }

  /** Keeps a token whose text was decided elsewhere: the first start's, from the environment. */
  Created keep(Handle handle, TokenRequest request, String token, Actor actor) {
    Instant now = clock.instant();
    request.check(now);
    TokenDao dao = handle.attach(TokenDao.class);
    long id =
        dao.insert(
            request,
            request.checkedRole().text(),
            whose(handle, request, actor),
            Token.sha256(token),
            now);
    TokenView view = find(handle, id);
    Audit.write(handle, now, actor, "token.create", "token:" + id, Map.of("after", view));
    return new Created(view, token);
  }

  private static @Nullable Long whose(Handle handle, TokenRequest request, Actor actor) {
    Long staffId = request.staffId() == null ? actor.staffId() : request.staffId();
    if (staffId != null && handle.attach(StaffDao.class).hold(staffId).isEmpty()) {
      throw Problem.unprocessable("staffId", "is nobody's who works here");
    }
    return staffId;
  }

  static TokenView find(Handle handle, long id) {
    return handle
        .attach(TokenDao.class)
        .find(id)
        .orElseThrow(() -> Problem.notFound("token " + id));
  }

  void revoke(Handle handle, long id, Actor actor) {
    TokenView token = find(handle, id);
    Instant now = clock.instant();
    if (handle.attach(TokenDao.class).revoke(id, now) == 1) {
      Audit.write(handle, now, actor, "token.revoke", "token:" + id, Map.of("name", token.name()));
    }
  }

  /** Whose token it is; empty: nobody's, expired or revoked. */
  public Optional<Caller> caller(String token) {
    Instant now = clock.instant();
    return jdbi.withExtension(
        TokenDao.class,
        dao -> {
          Optional<TokenView> live = dao.live(Token.sha256(token), now);
          live.filter(known -> isStale(known.lastUsedAt(), now))
              .ifPresent(known -> dao.used(known.id(), now));
          return live.map(TokenService::caller);
        });
  }

  private static boolean isStale(@Nullable Instant lastUsedAt, Instant now) {
    return lastUsedAt == null || lastUsedAt.isBefore(now.minus(MINUTE));
  }

  private static Caller caller(TokenView token) {
    return new Caller(
        new Actor(
            "token:" + token.name(),
            Role.of(token.role()),
            new Reach(token.areas(), token.routers()),
            token.staffId()),
        "token:" + token.id(),
        new Scopes(token.scopes()),
        new Pace(token.rate(), token.burst()),
        false,
        false,
        !token.scopes().isEmpty() || token.expiresAt() != null);
  }
}
