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
import id.gerbang.billing.http.Role;
import id.gerbang.billing.http.Secret;
import id.gerbang.billing.http.WithinReach;
import io.dropwizard.auth.Auth;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /me}, {@code /password}, {@code /logout}: what each may do about themselves. */
@WithinReach
@Path("/api/v1")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class OwnSessionResource {

  private final SignIn signIn;
  private final ClientAddress clients;
  private final OverTls overTls;

  public OwnSessionResource(SignIn signIn, ClientAddress clients, OverTls overTls) {
    this.overTls = overTls;
    this.clients = clients;
    this.signIn = signIn;
  }

  /**
   * A password of one's own, instead of the present one.
   *
   * @param code of the second factor, where there is one
   */
  public record ChangePassword(
      @Nullable Secret password, @Nullable Secret newPassword, @Nullable String code) {

    @Override
    public String toString() {
      return "ChangePassword[hidden]";
    }
  }

  /** Who is asking. */
  public record Me(String name, Role role, List<String> areas, List<Long> routers) {}

  @GET
  @Path("/me")
  @Allow({OWNER, BILLING, COLLECTOR, TECHNICIAN, HELPDESK, AUDITOR})
  public Me me(@Auth Actor actor) {
    return new Me(actor.name(), actor.role(), actor.reach().areas(), actor.reach().routers());
  }

  @POST
  @Path("/password")
  @Bearer.BeforeNewPassword
  @Bearer.BeforeSecondFactor
  @Allow({OWNER, BILLING, COLLECTOR, TECHNICIAN, HELPDESK, AUDITOR})
  public void changePassword(
      @Auth Actor actor, ChangePassword request, @Context HttpServletRequest connection) {
    overTls.require(connection);
    Checks checks = new Checks();
    checks.that(request.password() != null, "password", "is missing");
    checks.that(request.newPassword() != null, "newPassword", "is missing");
    checks.done();
    signIn.changePassword(
        actor,
        text(request.password()),
        text(request.newPassword()),
        Optional.ofNullable(request.code()),
        clients.of(connection));
  }

  @POST
  @Path("/logout")
  @Bearer.BeforeNewPassword
  @Bearer.BeforeSecondFactor
  @Allow({OWNER, BILLING, COLLECTOR, TECHNICIAN, HELPDESK, AUDITOR})
  public void signOut(@HeaderParam("Authorization") @Nullable String authorization) {
    Bearer.shown(authorization).ifPresent(signIn::signOut);
  }

  private static String text(@Nullable Secret secret) {
    return secret == null ? "" : secret.text();
  }
}
