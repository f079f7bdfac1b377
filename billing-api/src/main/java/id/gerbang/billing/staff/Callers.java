package id.gerbang.billing.staff;

import id.gerbang.billing.http.Caller;
import java.util.Optional;
import java.util.function.Function;

/** Whose it is, what somebody shows: an API token, or the session of a person who signed in. */
public final class Callers implements Function<String, Optional<Caller>> {

  private final TokenService tokens;
  private final SignIn signIn;

  public Callers(TokenService tokens, SignIn signIn) {
    this.tokens = tokens;
    this.signIn = signIn;
  }

  @Override
  public Optional<Caller> apply(String shown) {
    return Token.isSession(shown) ? signIn.caller(shown) : tokens.caller(shown);
  }
}
