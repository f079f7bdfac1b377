package id.gerbang.billing.setup;

import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.WithinReach;
import id.gerbang.billing.hub.TunnelService;
import id.gerbang.billing.router.RouterRow;
import id.gerbang.billing.router.RouterService;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * {@code /routers/{id}/script}: what makes a router a BRAS and what takes it back, as a text or
 * over its API.
 */
@WithinReach
@Path("/api/v1/routers/{id}/script")
public final class SetupResource {

  private static final Set<String> VERSIONS = Set.of("6", "7");

  private final Jdbi jdbi;
  private final SetupService setups;
  private final RouterSetups routers;
  private final Language language;

  public SetupResource(Jdbi jdbi, SetupService setups, RouterSetups routers, Language language) {
    this.jdbi = jdbi;
    this.setups = setups;
    this.routers = routers;
    this.language = language;
  }

  @GET
  @Produces(MediaType.TEXT_PLAIN + ";charset=utf-8")
  @Allow({OWNER, TECHNICIAN})
  public String script(
      @Auth Actor actor,
      @PathParam("id") Ref id,
      @QueryParam("action") @DefaultValue("add") String action,
      @QueryParam("version") @Nullable String version,
      @QueryParam("radius") List<String> radius,
      @QueryParam("interface") @Nullable String interfaceName,
      @QueryParam("localAddress") @Nullable String localAddress,
      @QueryParam("pool") List<String> pools,
      @QueryParam("dns") List<String> dns,
      @QueryParam("portal") @Nullable String portal,
      @QueryParam("portalPort") @Nullable Integer portalPort,
      @QueryParam("withSecret") @DefaultValue("false") boolean withSecret) {
    if (!List.of("add", "remove").contains(action)) {
      throw Problem.unprocessable("action", "is add or remove");
    }
    if (version != null && !VERSIONS.contains(version)) {
      throw Problem.unprocessable("version", "is 6 or 7");
    }
    return jdbi.inTransaction(
        handle -> {
          if (action.equals("remove")) {
            RouterRow router = RouterService.row(handle, id);
            return BrasScript.removal(
                version == null ? SetupService.known(handle, router) : Integer.parseInt(version),
                TunnelService.kind(handle, router.id()));
          }
          return setups.script(
              handle,
              actor,
              id,
              new SetupChoice(radius, interfaceName, localAddress, pools, dns, portal, portalPort),
              version == null ? null : Integer.valueOf(version),
              withSecret);
        });
  }

  /** Makes the router so over its API: all of it, or nothing. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Allow({OWNER, TECHNICIAN})
  public AppliedSetup apply(
      @Auth Actor actor,
      @PathParam("id") Ref id,
      ApplySetup request,
      @Context HttpHeaders headers) {
    return routers.apply(actor, id, request, language.of(headers));
  }

  /** Takes it back over its API: objects of ours go, settings are what they were before. */
  @DELETE
  @Produces(MediaType.APPLICATION_JSON)
  @Allow({OWNER, TECHNICIAN})
  public AppliedSetup takeBack(
      @Auth Actor actor,
      @PathParam("id") Ref id,
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
      @Context HttpHeaders headers) {
    return routers.takeBack(actor, id, dryRun, language.of(headers));
  }
}
