package id.gerbang.billing.staff;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.ClientAddress;
import id.gerbang.billing.http.Secret;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /login}: open to all, since nobody is known yet. */
@PermitAll
@Path("/api/v1/login")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class SignInResource {

  private static final int LONGEST = 200;

  private final SignIn signIn;
  private final ClientAddress clients;
  private final OverTls overTls;

  public SignInResource(SignIn signIn, ClientAddress clients, OverTls overTls) {
    this.overTls = overTls;
    this.clients = clients;
    this.signIn = signIn;
  }

  /**
   * Who wants in.
   *
   * @param code of the second factor, or of recovery, where there is one
   */
  public record Credentials(
      @Nullable String name, @Nullable Secret password, @Nullable String code) {

    @Override
    public String toString() {
      return "Credentials[" + name + "]";
    }
  }

  @POST
  public SignIn.SignedIn signIn(Credentials request, @Context HttpServletRequest connection) {
    overTls.require(connection);
    Checks checks = new Checks();
    checks.text(request.name(), "name", LONGEST);
    String password = request.password() == null ? "" : request.password().text();
    checks.that(!password.isEmpty(), "password", "is missing");
    checks.that(password.length() <= LONGEST, "password", "has more than 200 characters");
    checks.optionalText(request.code(), "code", LONGEST);
    checks.done();
    return signIn.signIn(
        String.valueOf(request.name()),
        password,
        Optional.ofNullable(request.code()),
        clients.of(connection));
  }
}
