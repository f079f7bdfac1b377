package id.gerbang.billing;

import id.gerbang.billing.http.ClientAddress;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.staff.Callers;
import id.gerbang.billing.staff.FirstStart;
import id.gerbang.billing.staff.OverTls;
import id.gerbang.billing.staff.OwnSessionResource;
import id.gerbang.billing.staff.SecondFactor;
import id.gerbang.billing.staff.SecondFactorResource;
import id.gerbang.billing.staff.SignIn;
import id.gerbang.billing.staff.SignInResource;
import id.gerbang.billing.staff.SignInRulesResource;
import id.gerbang.billing.staff.StaffResource;
import id.gerbang.billing.staff.StaffService;
import id.gerbang.billing.staff.TokenResource;
import id.gerbang.billing.staff.TokenService;
import id.gerbang.core.seal.Sealer;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The wiring of people and tokens: who they are, and how they sign in. */
final class SignedIn {

  private final Jdbi jdbi;
  private final Clock clock;
  private final Idempotency idempotency;
  private final TokenService tokens;
  private final StaffService staff;
  private final SecondFactor secondFactor;
  private final SignIn signIn;
  private final FirstStart firstStart;

  SignedIn(Jdbi jdbi, Clock clock, Sealer sealer, Idempotency idempotency) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.idempotency = idempotency;
    tokens = new TokenService(jdbi, clock);
    staff = new StaffService(jdbi, clock);
    secondFactor = new SecondFactor(jdbi, clock, sealer);
    signIn = new SignIn(jdbi, clock, secondFactor);
    firstStart = new FirstStart(jdbi, tokens, staff);
  }

  List<Object> resources(ClientAddress clients, OverTls overTls) {
    return List.of(
        new StaffResource(jdbi, idempotency, staff),
        new TokenResource(jdbi, idempotency, tokens),
        new SignInResource(signIn, clients, overTls),
        new OwnSessionResource(signIn, clients, overTls),
        new SecondFactorResource(signIn, secondFactor, clients, overTls),
        new SignInRulesResource(jdbi, clock));
  }

  Callers callers() {
    return new Callers(tokens, signIn);
  }

  TokenService tokens() {
    return tokens;
  }

  StaffService staff() {
    return staff;
  }

  FirstStart firstStart() {
    return firstStart;
  }
}
