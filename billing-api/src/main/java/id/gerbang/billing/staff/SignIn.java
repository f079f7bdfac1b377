package id.gerbang.billing.staff;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Caller;
import id.gerbang.billing.http.Caller.Pace;
import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.ClientAddress;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Reach;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.http.Scopes;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets people in by name and password, for a session that ends: idle for an hour, twelve hours old,
 * on logout, and with a new password, another role or when they are disabled. Each request asks the
 * database, so that an end holds on every node at once.
 */
public final class SignIn {

  private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
  private static final Duration IDLE = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofHours(12);
  private static final Duration ENDED_KEPT = Duration.ofDays(30);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** How long a one-time password waits for its first use. */
  private static final Duration ONE_TIME = Duration.ofHours(72);

  static final int SHORTEST = 12;
  static final int LONGEST_PASSWORD = 200;

  /** A hash takes 19 MiB: not more than these at a time. */
  private static final int AT_A_TIME = 4;

  private final Jdbi jdbi;
  private final Clock clock;
  private final SecondFactor secondFactor;
  private final Attempts attempts;
  private final Semaphore hashing = new Semaphore(AT_A_TIME);

  /** An unknown name is compared with this one, so that it takes as long. */
  private final String nobodys = PasswordHash.ofNothing();

  public SignIn(Jdbi jdbi, Clock clock, SecondFactor secondFactor) {
    this.secondFactor = secondFactor;
    this.jdbi = jdbi;
    this.clock = clock;
    this.attempts = new Attempts(System::nanoTime);
  }

  /** Somebody who has come in: what to show from now on. */
  record SignedIn(
      String session, Role role, boolean mustChangePassword, boolean mustEnrol, Instant expiresAt) {

    @Override
    public String toString() {
      return "SignedIn[" + role + "]";
    }
  }

  /**
   * The same answer, after the same time, for a name that nobody has and for a wrong password.
   *
   * @param code of a second factor, where there is one
   * @param client from where
   */
  SignedIn signIn(String name, String password, Optional<String> code, InetAddress client) {
    String address = client.getHostAddress();
    String site = ClientAddress.site(client);
    long wait = attempts.begin(name, site);
    if (wait > 0) {
      LOG.warn("sign-in refused address={} because=\"too many attempts\"", address);
      throw Problem.tooMany("Too many attempts: try again later.", wait);
    }
    Optional<StaffDao.Credentials> known =
        jdbi.withExtension(StaffDao.class, dao -> dao.credentials(name));
    boolean right =
        matches(password, known.map(StaffDao.Credentials::passwordHash).orElse(nobodys));
    if (known.isEmpty() || !right) {
      LOG.warn("sign-in refused address={} because=\"wrong name or password\"", address);
      throw Problem.unauthorized("This name and password are nobody's.");
    }
    requireCode(known.get(), code, address);
    attempts.succeeded(name, site);
    if (known.get().oneTime()
        && known.get().passwordSetAt().plus(ONE_TIME).isBefore(clock.instant())) {
      throw Problem.unauthorized(
          "This one-time password was given too long ago: ask an owner for another one.");
    }
    if (PasswordHash.isOld(known.get().passwordHash())) {
      rehash(known.get(), hash(password));
    }
    return begin(known.get(), address);
  }

  /** Only who has the password hears whether there is one; a wrong code counts as a wrong try. */
  private void requireCode(StaffDao.Credentials known, Optional<String> code, String address) {
    if (!secondFactor.has(known.id())) {
      return;
    }
    if (code.isEmpty()) {
      throw Problem.unauthorized("code", "is missing: the one that the telephone shows now");
    }
    if (!secondFactor.uses(known.id(), code.get())) {
      LOG.warn("sign-in refused address={} because=\"wrong code\"", address);
      throw Problem.unauthorized("code", "is not the present one, or was used before");
    }
  }

  /** A hash of costs that were enough once; not where the password was changed meanwhile. */
  private void rehash(StaffDao.Credentials known, String hash) {
    jdbi.useExtension(StaffDao.class, dao -> dao.rehash(known.id(), known.passwordHash(), hash));
  }

  private SignedIn begin(StaffDao.Credentials known, String address) {
    String session = Token.session();
    Instant now = clock.instant();
    Instant expiresAt = now.plus(LONGEST);
    jdbi.useTransaction(
        handle -> {
          requireUnchanged(handle, known);
          SessionDao sessions = handle.attach(SessionDao.class);
          sessions.forget(now.minus(ENDED_KEPT));
          sessions.insert(known.id(), Token.sha256(session), address, now, expiresAt);
          Audit.write(
              handle,
              now,
              new Actor(
                  "staff:" + known.name(), Role.of(known.role()), Reach.EVERYTHING, known.id()),
              "staff.sign_in",
              "staff:" + known.id(),
              Map.of("address", address));
        });
    boolean mustEnrol = caller(session).filter(Caller::mustEnrol).isPresent();
    return new SignedIn(session, Role.of(known.role()), known.oneTime(), mustEnrol, expiresAt);
  }

  /**
   * What was proved holds no longer where a password, a role or a second factor has become another
   * since, or they were disabled: that ended all sessions, and this would be one more.
   */
  private static void requireUnchanged(Handle handle, StaffDao.Credentials known) {
    if (!handle.attach(StaffDao.class).hold(known.id()).equals(Optional.of(known.version()))) {
      throw Problem.unauthorized("What is known of you has just changed: sign in again.");
    }
  }

  /** Ends this session. */
  void signOut(String session) {
    jdbi.useExtension(SessionDao.class, dao -> dao.end(Token.sha256(session), clock.instant()));
  }

  /** Gives somebody a password of their own; all their sessions end, this one too. */
  void changePassword(
      Actor actor, String old, String wanted, Optional<String> code, InetAddress client) {
    Checks checks = new Checks();
    checks.that(
        wanted.length() >= SHORTEST && wanted.length() <= LONGEST_PASSWORD,
        "newPassword",
        "has " + SHORTEST + " to " + LONGEST_PASSWORD + " characters");
    checks.that(!wanted.equals(old), "newPassword", "is the old one");
    checks.done();
    checks.that(
        StaffService.nameOf(actor).filter(wanted::equalsIgnoreCase).isEmpty(),
        "newPassword",
        "is the name");
    checks.done();
    StaffDao.Credentials known =
        proved(
            actor,
            old,
            client,
            it ->
                !secondFactor.has(it.id())
                    || code.filter(one -> secondFactor.uses(it.id(), one)).isPresent());
    String hash = hash(wanted);
    jdbi.useTransaction(handle -> keep(handle, known.id(), hash, actor));
  }

  /**
   * Who is signed in, by their password again; tries are counted as those of signing in.
   *
   * @param also what else is to be right
   */
  StaffDao.Credentials proved(
      Actor actor, String password, InetAddress client, Predicate<StaffDao.Credentials> also) {
    String name = StaffService.nameOf(actor).orElseThrow(() -> notSignedIn());
    String site = ClientAddress.site(client);
    long wait = attempts.begin(name, site);
    if (wait > 0) {
      throw Problem.tooMany("Too many attempts: try again later.", wait);
    }
    StaffDao.Credentials known =
        jdbi.withExtension(StaffDao.class, dao -> dao.credentials(name))
            .orElseThrow(() -> notSignedIn());
    if (!matches(password, known.passwordHash())) {
      throw Problem.unprocessable("password", "is not the present one");
    }
    if (!also.test(known)) {
      throw Problem.unprocessable("code", "is not the present one, or was used before");
    }
    attempts.succeeded(name, site);
    return known;
  }

  /** The member of staff that a session is of. */
  static long person(Actor actor) {
    return Optional.ofNullable(actor.staffId())
        .filter(id -> StaffService.nameOf(actor).isPresent())
        .orElseThrow(() -> notSignedIn());
  }

  private void keep(Handle handle, long id, String hash, Actor actor) {
    Instant now = clock.instant();
    handle.attach(StaffDao.class).setPassword(id, hash, false, now);
    handle.attach(SessionDao.class).endAll(id, now);
    Audit.write(handle, now, actor, "staff.password", "staff:" + id, Map.of());
  }

  /** Whose session it is; empty: nobody's, or it has ended. */
  Optional<Caller> caller(String session) {
    Instant now = clock.instant();
    return jdbi.withExtension(
        SessionDao.class,
        dao -> {
          Optional<SessionDao.Live> live = dao.live(Token.sha256(session), now, now.minus(IDLE));
          live.filter(known -> known.usedAt().isBefore(now.minus(MINUTE)))
              .ifPresent(known -> dao.used(known.id(), now));
          return live.map(SignIn::caller);
        });
  }

  private static Caller caller(SessionDao.Live live) {
    return new Caller(
        new Actor(
            "staff:" + live.name(),
            Role.of(live.role()),
            StaffView.reach(live.areas(), live.routers()),
            live.staffId()),
        Caller.SESSION + live.id(),
        Scopes.ALL,
        Pace.USUAL,
        live.oneTime(),
        live.mustEnrol(),
        false);
  }

  private static Problem notSignedIn() {
    return Problem.forbidden("Only somebody who is signed in has a password: this is a token.");
  }

  private boolean matches(String password, String hash) {
    return inTurn(() -> PasswordHash.matches(password, hash));
  }

  private String hash(String password) {
    return inTurn(() -> PasswordHash.of(password));
  }

  private <T> T inTurn(Supplier<T> work) {
    try {
      if (!hashing.tryAcquire(5, TimeUnit.SECONDS)) {
        throw Problem.tooMany("Too many sign in at once: try again.", 1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.tooMany("Too many sign in at once: try again.", 1);
    }
    try {
      return work.get();
    } finally {
      hashing.release();
    }
  }
}
