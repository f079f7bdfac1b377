package id.gerbang.billing.staff;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.staff.SecondFactorDao.Enrolled;
import id.gerbang.core.seal.Sealer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Codes of somebody's telephone beside the password. A secret is told once, is asked for once a
 * code of it was shown, and each of its codes counts once; recovery codes stand in for a lost
 * telephone, each once.
 */
public final class SecondFactor {

  private static final int RECOVERY_CODES = 10;

  /** Of a million codes three are right at a time: so few tries are one in 30,000 a day. */
  private static final int WRONG_A_DAY = 10;

  private final Jdbi jdbi;
  private final Clock clock;
  private final Sealer sealer;

  public SecondFactor(Jdbi jdbi, Clock clock, Sealer sealer) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.sealer = sealer;
  }

  /**
   * The only sight of the secret.
   *
   * @param secret in base 32, to be typed in
   * @param uri the same for a QR code
   */
  record Begun(String secret, String uri) {

    @Override
    public String toString() {
      return "Begun[hidden]";
    }
  }

  /** A secret that waits for its first code; another one before that takes its place. */
  Begun begin(long id, String name, Actor actor) {
    byte[] secret = Totp.newSecret();
    jdbi.useTransaction(
        handle -> {
          if (handle.attach(SecondFactorDao.class).begin(id, sealer.seal(secret, row(id))) == 0) {
            throw Problem.conflict("There is a second factor already: remove it first.");
          }
          audit(handle, actor, "staff.second_factor.begin", id);
        });
    String text = Totp.base32(secret);
    return new Begun(
        text,
        "otpauth://totp/Gerbang:%s?secret=%s&issuer=Gerbang"
            .formatted(URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"), text));
  }

  /** From now on it is asked for: ends all sessions, and tells the recovery codes, this once. */
  List<String> confirm(long id, String code, Actor actor) {
    List<String> recovery = Stream.generate(OneTimePassword::random).limit(RECOVERY_CODES).toList();
    boolean right =
        jdbi.inTransaction(
            handle -> {
              SecondFactorDao dao = handle.attach(SecondFactorDao.class);
              Enrolled enrolled =
                  dao.lock(id)
                      .filter(it -> !it.confirmed())
                      .orElseThrow(
                          () -> Problem.conflict("No second factor waits for its first code."));
              if (!uses(handle, id, enrolled, code)) {
                return false;
              }
              Instant now = clock.instant();
              dao.confirm(id, now);
              dao.forgetCodes(id);
              dao.keep(id, recovery.stream().map(Token::sha256).toList());
              handle.attach(SessionDao.class).endAll(id, now);
              audit(handle, actor, "staff.second_factor.confirm", id);
              return true;
            });
    if (!right) {
      throw Problem.unprocessable("code", "is not the present one: is the clock right?");
    }
    return recovery;
  }

  /** Whether codes are asked for. */
  boolean has(long id) {
    return jdbi.withExtension(SecondFactorDao.class, dao -> dao.enrolled(id))
        .filter(Enrolled::confirmed)
        .isPresent();
  }

  /** Whether a code of the telephone, or of recovery, is right, and has not been used; uses it. */
  boolean uses(long id, String code) {
    return jdbi.inTransaction(
        handle -> {
          SecondFactorDao dao = handle.attach(SecondFactorDao.class);
          Optional<Enrolled> enrolled = dao.lock(id).filter(Enrolled::confirmed);
          return enrolled.isPresent()
              && (dao.use(id, Token.sha256(code.strip().toLowerCase(Locale.ROOT))) > 0
                  || uses(handle, id, enrolled.get(), code));
        });
  }

  /** Whether it is right; a wrong one counts, also where the caller refuses it. */
  private boolean uses(Handle handle, long id, Enrolled enrolled, String code) {
    SecondFactorDao dao = handle.attach(SecondFactorDao.class);
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    int wrong = dao.wrong(id, today);
    if (wrong >= WRONG_A_DAY) {
      return false;
    }
    byte[] secret = sealer.open(enrolled.totpSealed(), row(id));
    OptionalLong step = Totp.step(secret, code.replace(" ", ""), clock.instant());
    if (step.isPresent() && dao.use(id, step.getAsLong()) > 0) {
      return true;
    }
    dao.count(id, today);
    if (wrong + 1 == WRONG_A_DAY) {
      audit(handle, Actor.SYSTEM, "staff.second_factor.guessed", id);
    }
    return false;
  }

  /** Takes it away, by whoever has it; ends all sessions. */
  void remove(long id, Actor actor) {
    jdbi.useTransaction(handle -> remove(handle, id, clock.instant(), actor));
  }

  /** For who has lost telephone and codes. */
  static void remove(Handle handle, long id, Instant now, Actor actor) {
    SecondFactorDao dao = handle.attach(SecondFactorDao.class);
    if (dao.remove(id) == 0) {
      throw Problem.conflict("There is no second factor.");
    }
    dao.forgetCodes(id);
    handle.attach(SessionDao.class).endAll(id, now);
    Audit.write(handle, now, actor, "staff.second_factor.remove", "staff:" + id, Map.of());
  }

  private static String row(long id) {
    return "staff:" + id + ":totp";
  }

  private void audit(Handle handle, Actor actor, String action, long id) {
    Audit.write(handle, clock.instant(), actor, action, "staff:" + id, Map.of());
  }
}
