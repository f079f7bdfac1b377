package id.gerbang.billing.subscription;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.BILLING;
import static id.gerbang.billing.http.Role.HELPDESK;
import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.ETags;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Times;
import id.gerbang.billing.http.WithinReach;
import id.gerbang.billing.router.RouterService;
import id.gerbang.core.router.RouterPolicy;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /subscriptions}: the logins, what they get and why, and what staff do to them. */
@WithinReach
@Path("/api/v1/subscriptions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class SubscriptionResource {

  private final Jdbi jdbi;
  private final Clock clock;
  private final Idempotency idempotency;
  private final SubscriptionService subscriptions;
  private final DisconnectService disconnects;
  private final PreviewService previews;
  private final Language language;

  public SubscriptionResource(
      Jdbi jdbi,
      Clock clock,
      Idempotency idempotency,
      SubscriptionService subscriptions,
      DisconnectService disconnects,
      PreviewService previews,
      Language language) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.idempotency = idempotency;
    this.subscriptions = subscriptions;
    this.disconnects = disconnects;
    this.previews = previews;
    this.language = language;
  }

  /** A password that someone may see. */
  public record Revealed(String username, String password) {

    @Override
    public String toString() {
      return "Revealed[" + username + "]";
    }
  }

  @GET
  @Allow({OWNER, TECHNICIAN, BILLING, HELPDESK, AUDITOR})
  public Page<SubscriptionView> list(
      @BeanParam ListQuery query, @BeanParam SubscriptionFilter filter) {
    return jdbi.withHandle(
        handle ->
            query
                .page(filter.list(handle, query, clock.instant()), SubscriptionRow::id)
                .of(shown -> Standing.views(handle, shown, clock.instant())));
  }

  @POST
  @Allow({OWNER, TECHNICIAN, BILLING})
  public Response create(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      CreateSubscription request) {
    return idempotency.once(
        actor,
        key,
        "POST /subscriptions",
        request,
        handle -> {
          long id = subscriptions.create(handle, request, actor);
          return Answer.created("/api/v1/subscriptions/" + id, view(handle, Ref.id(id)));
        });
  }

  @GET
  @Path("/{id}")
  @Allow({OWNER, TECHNICIAN, BILLING, HELPDESK, AUDITOR})
  public Response get(@PathParam("id") Ref ref) {
    return response(jdbi.withHandle(handle -> view(handle, ref)));
  }

  @PUT
  @Path("/{id}")
  @Allow({OWNER, TECHNICIAN, BILLING})
  public Response replace(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      UpdateSubscription request) {
    return changed(
        ref, (handle, byId) -> subscriptions.replace(handle, byId, request, ifMatch, actor));
  }

  @PATCH
  @Path("/{id}")
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  @Allow({OWNER, TECHNICIAN, BILLING})
  public Response patch(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      JsonNode patch) {
    return changed(ref, (handle, byId) -> subscriptions.patch(handle, byId, patch, ifMatch, actor));
  }

  @DELETE
  @Path("/{id}")
  @Allow({OWNER, TECHNICIAN})
  public void archive(@Auth Actor actor, @PathParam("id") Ref ref) {
    jdbi.useTransaction(handle -> subscriptions.archive(handle, ref, actor));
  }

  @POST
  @Path("/{id}/isolate")
  @Allow({OWNER, TECHNICIAN, BILLING})
  public Response isolate(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      IsolateRequest request) {
    return idempotency.once(
        actor,
        key,
        "POST /subscriptions/" + ref + "/isolate",
        request,
        handle -> {
          subscriptions.isolate(handle, ref, request, actor);
          return Answer.ok(view(handle, ref));
        });
  }

  /** The customer changed device: the next one that logs in is the one that may from now on. */
  @POST
  @Path("/{id}/rebind-mac")
  @Allow({OWNER, TECHNICIAN, BILLING})
  public Response rebindMac(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @Nullable ReasonRequest body) {
    ReasonRequest request = body == null ? new ReasonRequest(null) : body;
    return idempotency.once(
        actor,
        key,
        "POST /subscriptions/" + ref + "/rebind-mac",
        request,
        handle -> {
          subscriptions.rebindMac(handle, ref, request, actor);
          return Answer.ok(view(handle, ref));
        });
  }

  /** Ends what is open now, once: the modem may dial again at once, and gets what is its due. */
  @POST
  @Path("/{id}/disconnect")
  @Allow({OWNER, TECHNICIAN, HELPDESK})
  public Response disconnect(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      ReasonRequest request) {
    return idempotency.once(
        actor,
        key,
        "POST /subscriptions/" + ref + "/disconnect",
        request,
        handle -> disconnects.subscription(handle, ref, request, actor));
  }

  @POST
  @Path("/{id}/password/reveal")
  @Allow({OWNER, TECHNICIAN})
  public Revealed reveal(@Auth Actor actor, @PathParam("id") Ref ref) {
    return jdbi.inTransaction(
        handle ->
            new Revealed(
                SubscriptionService.row(handle, ref).username(),
                subscriptions.reveal(handle, ref, actor)));
  }

  @GET
  @Path("/{id}/preview")
  @Allow({OWNER, TECHNICIAN, BILLING, HELPDESK, AUDITOR})
  public Preview preview(
      @PathParam("id") Ref ref,
      @QueryParam("at") @Nullable String at,
      @QueryParam("router") @Nullable Ref router,
      @Context HttpHeaders headers) {
    Instant instant = Times.parse(at, "at").orElseGet(clock::instant);
    return jdbi.withHandle(
        handle -> {
          RouterPolicy policy =
              router == null ? RouterPolicy.DEFAULT : RouterService.policy(handle, router);
          return previews.preview(handle, ref, policy, instant, language.of(headers));
        });
  }

  /** A change in its transaction. */
  @FunctionalInterface
  private interface Change {
    void apply(Handle handle, Ref byId);
  }

  /** By id: after the change the caller's username may be another. */
  private Response changed(Ref ref, Change change) {
    return response(
        jdbi.inTransaction(
            handle -> {
              Ref byId = Ref.id(SubscriptionService.row(handle, ref).id());
              change.apply(handle, byId);
              return view(handle, byId);
            }));
  }

  private SubscriptionView view(Handle handle, Ref ref) {
    return Standing.view(handle, ref, clock.instant());
  }

  private static Response response(SubscriptionView subscription) {
    return Response.ok(subscription).header("ETag", ETags.of(subscription.version())).build();
  }
}
