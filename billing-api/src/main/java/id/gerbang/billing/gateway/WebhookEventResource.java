package id.gerbang.billing.gateway;

import id.gerbang.billing.gateway.WebhookEventDao.EventRow;
import id.gerbang.billing.http.AccessLog;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Role;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /webhook-events}: what gateways told, and what it did. */
@Path("/api/v1/webhook-events")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class WebhookEventResource {

  private static final Set<String> STATES =
      Set.of("stored", "processed", "parked", "conflicting", "unconfirmed", "unreadable", "failed");

  private final Jdbi jdbi;
  private final Clock clock;
  private final Idempotency idempotency;
  private final GatewayWorkers workers;

  WebhookEventResource(Jdbi jdbi, Clock clock, Idempotency idempotency, GatewayWorkers workers) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.idempotency = idempotency;
    this.workers = workers;
  }

  /** Newest first. */
  @GET
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public Page<WebhookEventView> list(
      @BeanParam ListQuery query,
      @QueryParam("gateway") @Nullable String gateway,
      @QueryParam("state") @Nullable String state,
      @QueryParam("reference") @Nullable String reference) {
    if (state != null && !STATES.contains(state)) {
      throw Problem.unprocessable("state", "is one of " + STATES.stream().sorted().toList());
    }
    List<WebhookEventView> views =
        jdbi
            .withExtension(
                WebhookEventDao.class,
                dao ->
                    dao.list(gateway, state, reference, query.like(), query.before(), query.rows()))
            .stream()
            .map(WebhookEventView::of)
            .toList();
    return query.page(views, WebhookEventView::id);
  }

  @GET
  @Path("/{id}")
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public WebhookEventView one(@Auth Actor actor, @PathParam("id") Ref ref) {
    return jdbi.inTransaction(
        handle -> {
          EventRow event = find(handle, ref);
          // What it said names the payer, by whatever the gateway knows.
          AccessLog.read(handle, clock.instant(), actor, "webhook_event:" + event.id());
          return WebhookEventView.withBody(event);
        });
  }

  /** Has it processed again. What it did already it does not do twice. */
  @POST
  @Path("/{id}/replay")
  @Allow({Role.OWNER, Role.BILLING})
  public Response replay(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @PathParam("id") Ref ref) {
    Response answer =
        idempotency.once(
            actor,
            key,
            "POST /webhook-events/" + ref + "/replay",
            "",
            handle -> {
              EventRow event = find(handle, ref);
              WebhookEventDao dao = handle.attach(WebhookEventDao.class);
              if (dao.replay(event.id(), clock.instant()) == 0) {
                throw Problem.conflict(
                    event.body() == null
                        ? "What it said is forgotten."
                        : "It " + event.outcome().orElse("is in conflict") + ".");
              }
              Audit.write(
                  handle,
                  clock.instant(),
                  actor,
                  "webhook_event.replay",
                  "webhook_event:" + event.id(),
                  Map.of("gateway", event.gateway(), "eventKey", event.eventKey()));
              return Answer.accepted(
                  "/api/v1/webhook-events/" + event.id(), WebhookEventView.of(find(handle, ref)));
            });
    workers.wake(jdbi.withHandle(handle -> find(handle, ref)).gateway());
    return answer;
  }

  private static EventRow find(Handle handle, Ref ref) {
    return handle
        .attach(WebhookEventDao.class)
        .byId(ref.id())
        .orElseThrow(() -> Problem.notFound("webhook event " + ref));
  }
}
