package id.gerbang.billing.staff;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Reach;
import id.gerbang.billing.http.Role;
import id.gerbang.core.seal.SealException;
import id.gerbang.core.seal.Sealer;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What happens once to an empty database: it learns the sealing key's fingerprint, and gets an
 * owner. At each later start the key must be the same one, or nothing starts (F20).
 */
public final class FirstStart {

  private static final String OWNER = "owner";
  private static final Actor ACTOR = new Actor("first-start", Role.OWNER);
  private static final int SHORTEST_TOKEN = 32;
  private static final long ONE_AT_A_TIME = 0x6765_7262_616e_6702L;

  private final Jdbi jdbi;
  private final TokenService tokens;
  private final StaffService staff;

  public FirstStart(Jdbi jdbi, TokenService tokens, StaffService staff) {
    this.jdbi = jdbi;
    this.tokens = tokens;
    this.staff = staff;
  }

  /** Stops the start when the database was filled under another key. */
  public void checkKey(Sealer sealer) {
    jdbi.useTransaction(handle -> checkKey(handle, sealer));
  }

  /**
   * Makes the owner on an empty database.
   *
   * @param password the owner's; empty: a random one-time password
   * @param token the first owner token's text; empty: none is made
   * @return the owner's one-time password, where one was made
   * @throws IllegalArgumentException when one of them is too weak; names it
   */
  public Optional<String> run(Sealer sealer, Optional<String> password, Optional<String> token) {
    return jdbi.inTransaction(
        handle -> {
          checkKey(handle, sealer);
          handle.execute("SELECT pg_advisory_xact_lock(?)", ONE_AT_A_TIME);
          if (handle.attach(StaffDao.class).count() > 0) {
            return Optional.empty();
          }
          check(password, token);
          token.ifPresent(
              text -> tokens.keep(handle, TokenRequest.of(OWNER, Role.OWNER), text, ACTOR));
          if (password.isPresent()) {
            staff.keep(handle, OWNER, Role.OWNER, Reach.EVERYTHING, password.get(), false, ACTOR);
            return Optional.empty();
          }
          return Optional.of(
              staff.add(handle, OWNER, Role.OWNER, Reach.EVERYTHING, ACTOR).password());
        });
  }

  /** A token is kept under a fast hash, so that only a long random one is safe. */
  private static void check(Optional<String> password, Optional<String> token) {
    if (password
        .filter(text -> text.length() < SignIn.SHORTEST || text.length() > SignIn.LONGEST_PASSWORD)
        .isPresent()) {
      throw new IllegalArgumentException(
          "GERBANG_OWNER_PASSWORD has %d to %d characters."
              .formatted(SignIn.SHORTEST, SignIn.LONGEST_PASSWORD));
    }
    if (token.filter(text -> text.length() < SHORTEST_TOKEN || Token.isSession(text)).isPresent()) {
      throw new IllegalArgumentException(
          "GERBANG_API_TOKEN has %d characters at least, random ones, and does not begin with gbs_."
              .formatted(SHORTEST_TOKEN));
    }
  }

  private static void checkKey(Handle handle, Sealer sealer) {
    handle.execute(
        "UPDATE installation SET key_fingerprint = ? WHERE key_fingerprint IS NULL",
        sealer.fingerprint());
    String known =
        handle.createQuery("SELECT key_fingerprint FROM installation").mapTo(String.class).one();
    if (!known.equals(sealer.fingerprint())) {
      throw new SealException(
          "This database was filled under another sealing key ("
              + known.substring(0, 8)
              + "…), not under the one of this key file ("
              + sealer.fingerprint().substring(0, 8)
              + "…). Put the right key file in place; GERBANG_KEY_FILE names it.");
    }
  }
}
