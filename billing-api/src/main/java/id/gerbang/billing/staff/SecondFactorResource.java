package id.gerbang.billing.staff;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.BILLING;
import static id.gerbang.billing.http.Role.COLLECTOR;
import static id.gerbang.billing.http.Role.HELPDESK;
import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Bearer;
import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.ClientAddress;
import id.gerbang.billing.http.Secret;
import id.gerbang.billing.http.WithinReach;
import id.gerbang.billing.staff.SecondFactor.Begun;
import id.gerbang.billing.staff.StaffDao.Credentials;
import io.dropwizard.auth.Auth;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /second-factor}: one's own; each step wants the password, or a code, again. */
@WithinReach
@Path("/api/v1/second-factor")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class SecondFactorResource {

  private static final int LONGEST = 200;

  private final SignIn signIn;
  private final SecondFactor secondFactor;
  private final ClientAddress clients;
  private final OverTls overTls;

  public SecondFactorResource(
      SignIn signIn, SecondFactor secondFactor, ClientAddress clients, OverTls overTls) {
    this.signIn = signIn;
    this.secondFactor = secondFactor;
    this.clients = clients;
    this.overTls = overTls;
  }

  /**
   * Who it is, again.
   *
   * @param code of the telephone; to remove it also one of recovery
   */
  public record SecondFactorRequest(@Nullable Secret password, @Nullable String code) {

    @Override
    public String toString() {
      return "SecondFactorRequest[hidden]";
    }
  }

  /**
   * A secret for an authenticator, shown once.
   *
   * @param secret in base 32
   * @param uri the same, for a QR code
   */
  public record BegunSecondFactor(String secret, String uri) {}

  /** Codes that open once each, without the telephone; shown once. */
  public record RecoveryCodes(List<String> recoveryCodes) {}

  @POST
  @Bearer.BeforeSecondFactor
  @Allow({OWNER, BILLING, COLLECTOR, TECHNICIAN, HELPDESK, AUDITOR})
  public BegunSecondFactor begin(
      @Auth Actor actor, SecondFactorRequest request, @Context HttpServletRequest connection) {
    overTls.require(connection);
    Credentials known = signIn.proved(actor, password(request), clients.of(connection), it -> true);
    Begun begun = secondFactor.begin(known.id(), known.name(), actor);
    return new BegunSecondFactor(begun.secret(), begun.uri());
  }

  @POST
  @Path("/confirm")
  @Bearer.BeforeSecondFactor
  @Allow({OWNER, BILLING, COLLECTOR, TECHNICIAN, HELPDESK, AUDITOR})
  public RecoveryCodes confirm(
      @Auth Actor actor, SecondFactorRequest request, @Context HttpServletRequest connection) {
    overTls.require(connection);
    return new RecoveryCodes(secondFactor.confirm(SignIn.person(actor), code(request), actor));
  }

  @POST
  @Path("/remove")
  @Allow({OWNER, BILLING, COLLECTOR, TECHNICIAN, HELPDESK, AUDITOR})
  public void remove(
      @Auth Actor actor, SecondFactorRequest request, @Context HttpServletRequest connection) {
    overTls.require(connection);
    String code = code(request);
    Credentials known =
        signIn.proved(
            actor,
            password(request),
            clients.of(connection),
            it -> secondFactor.uses(it.id(), code));
    secondFactor.remove(known.id(), actor);
  }

  private static String password(SecondFactorRequest request) {
    Checks checks = new Checks();
    checks.that(request.password() != null, "password", "is missing");
    checks.done();
    return request.password() == null ? "" : request.password().text();
  }

  private static String code(SecondFactorRequest request) {
    Checks checks = new Checks();
    checks.text(request.code(), "code", LONGEST);
    checks.done();
    return String.valueOf(request.code());
  }
}
