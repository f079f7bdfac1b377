package id.gerbang.billing.router;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.BILLING;
import static id.gerbang.billing.http.Role.HELPDESK;
import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.ETags;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.WithinReach;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /routers}: the routers whose RADIUS requests are answered. */
@WithinReach
@Path("/api/v1/routers")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class RouterResource {

  private final Jdbi jdbi;
  private final Idempotency idempotency;
  private final RouterService routers;
  private final RouterSuccession succession;
  private final RouterTestService tests;
  private final RouterRepairService repairs;
  private final RouterUserService users;
  private final Language language;

  public RouterResource(
      Jdbi jdbi,
      Idempotency idempotency,
      RouterService routers,
      RouterSuccession succession,
      RouterTestService tests,
      RouterRepairService repairs,
      RouterUserService users,
      Language language) {
    this.jdbi = jdbi;
    this.idempotency = idempotency;
    this.routers = routers;
    this.succession = succession;
    this.tests = tests;
    this.repairs = repairs;
    this.users = users;
    this.language = language;
  }

  @GET
  @Allow({OWNER, TECHNICIAN, BILLING, HELPDESK, AUDITOR})
  public Page<RouterView> list(@BeanParam ListQuery query, @Context HttpHeaders headers) {
    return query.page(
        jdbi.withHandle(handle -> routers.list(handle, query, language.of(headers))),
        RouterView::id);
  }

  @POST
  @Allow({OWNER, TECHNICIAN})
  public Response create(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      SaveRouter request,
      @Context HttpHeaders headers) {
    return idempotency.once(
        actor,
        key,
        "POST /routers",
        request,
        handle -> {
          RouterView router = routers.create(handle, request, actor, language.of(headers));
          return Answer.created("/api/v1/routers/" + router.id(), router);
        });
  }

  @GET
  @Path("/{id}")
  @Allow({OWNER, TECHNICIAN, BILLING, HELPDESK, AUDITOR})
  public Response get(@PathParam("id") Ref ref, @Context HttpHeaders headers) {
    return response(jdbi.withHandle(handle -> routers.find(handle, ref, language.of(headers))));
  }

  @PUT
  @Path("/{id}")
  @Allow({OWNER, TECHNICIAN})
  public Response update(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      SaveRouter request,
      @Context HttpHeaders headers) {
    return response(
        jdbi.inTransaction(
            handle -> routers.update(handle, ref, request, ifMatch, actor, language.of(headers))));
  }

  /** Under {@code auto} an unsigned Access-Request is answered again, until a signed one comes. */
  @POST
  @Path("/{id}/forget-signature")
  @Allow({OWNER, TECHNICIAN})
  public Response forgetSignature(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @Context HttpHeaders headers) {
    return idempotency.once(
        actor,
        key,
        "POST /routers/" + ref + "/forget-signature",
        "",
        handle -> Answer.ok(routers.forgetSignature(handle, ref, actor, language.of(headers))));
  }

  @DELETE
  @Path("/{id}")
  @Allow({OWNER, TECHNICIAN})
  public void archive(@Auth Actor actor, @PathParam("id") Ref ref) {
    jdbi.useTransaction(handle -> succession.archive(handle, ref, actor));
  }

  /** Another device is in its place. */
  @POST
  @Path("/{id}/replace")
  @Allow({OWNER, TECHNICIAN})
  public Response replace(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      ReplaceRouter request,
      @Context HttpHeaders headers) {
    return idempotency.once(
        actor,
        key,
        "POST /routers/" + ref + "/replace",
        request,
        handle -> Answer.ok(succession.replace(handle, ref, request, actor, language.of(headers))));
  }

  /** What keeps it from being deleted ends at another router. */
  @POST
  @Path("/{id}/move")
  @Allow({OWNER, TECHNICIAN})
  public Response move(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      MoveRouter request) {
    return idempotency.once(
        actor,
        key,
        "POST /routers/" + ref + "/move",
        request,
        handle -> Answer.ok(succession.move(handle, ref, request, actor)));
  }

  /** A router that is dead for good says nothing of its sessions: somebody who knows does. */
  @POST
  @Path("/{id}/died")
  @Allow({OWNER, TECHNICIAN})
  public Response died(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("Idempotency-Key") @Nullable String key) {
    return idempotency.once(
        actor,
        key,
        "POST /routers/" + ref + "/died",
        Map.of(),
        handle -> Answer.ok(routers.died(handle, ref, actor)));
  }

  /** Looks whether the router is set up, and what to enter on it where it is not. */
  @POST
  @Path("/{id}/test")
  @Allow({OWNER, TECHNICIAN})
  public TestedRouter test(
      @Auth Actor actor, @PathParam("id") Ref ref, @Context HttpHeaders headers) {
    return tests.test(actor, ref, language.of(headers));
  }

  /** Makes a user of our own on the router, which takes the place of the login that was typed. */
  @POST
  @Path("/{id}/own-user")
  @Allow({OWNER, TECHNICIAN})
  public Response ownUser(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      OwnRouterUser request,
      @Context HttpHeaders headers) {
    return response(users.make(actor, ref, request, language.of(headers)));
  }

  /** Runs the command that a test says for one check, and tests again. */
  @POST
  @Path("/{id}/repair")
  @Allow({OWNER, TECHNICIAN})
  public TestedRouter repair(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      RepairRouter request,
      @Context HttpHeaders headers) {
    return repairs.repair(actor, ref, request, language.of(headers));
  }

  private static Response response(RouterView router) {
    return Response.ok(router).header("ETag", ETags.of(router.version())).build();
  }
}
