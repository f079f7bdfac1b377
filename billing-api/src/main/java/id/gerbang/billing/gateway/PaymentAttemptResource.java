package id.gerbang.billing.gateway;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /payment-attempts}. */
@Path("/api/v1/payment-attempts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class PaymentAttemptResource {

  private static final Duration LONG = Duration.ofHours(24);

  private final Jdbi jdbi;
  private final Clock clock;
  private final Idempotency idempotency;
  private final PaymentAttempts attempts;

  PaymentAttemptResource(
      Jdbi jdbi, Clock clock, Idempotency idempotency, PaymentAttempts attempts) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.idempotency = idempotency;
    this.attempts = attempts;
  }

  /**
   * Newest first.
   *
   * @param open {@code long}: those of which nothing is known after 24 hours
   */
  @GET
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public Page<PaymentAttemptView> list(
      @BeanParam ListQuery query,
      @QueryParam("invoiceId") @Nullable Ref invoice,
      @QueryParam("customerId") @Nullable Ref customer,
      @QueryParam("gateway") @Nullable String gateway,
      @QueryParam("state") @Nullable String state,
      @QueryParam("open") @Nullable String open) {
    if (state != null
        && Arrays.stream(AttemptState.values()).noneMatch(known -> known.text().equals(state))) {
      throw Problem.unprocessable(
          "state",
          "is one of " + Arrays.stream(AttemptState.values()).map(AttemptState::text).toList());
    }
    if (open != null && !open.equals("long")) {
      throw Problem.unprocessable("open", "is long");
    }
    Instant openSince = open == null ? null : clock.instant().minus(LONG);
    List<PaymentAttemptView> views =
        jdbi
            .withExtension(
                PaymentAttemptDao.class,
                dao ->
                    dao.list(
                        invoice == null ? null : invoice.id(),
                        customer == null ? null : customer.id(),
                        gateway,
                        state,
                        openSince,
                        query.like(),
                        query.before(),
                        query.rows()))
            .stream()
            .map(PaymentAttemptView::of)
            .toList();
    return query.page(views, PaymentAttemptView::id);
  }

  /**
   * The attempt is committed first, and its gateway asked then: under the same key the same attempt
   * is answered, as it stands by now.
   */
  @POST
  @Allow({Role.OWNER, Role.BILLING, Role.COLLECTOR})
  public Response create(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      CreateAttempt wanted) {
    Response noted =
        idempotency.onceWithKey(
            actor,
            key,
            "POST /payment-attempts",
            wanted,
            handle -> {
              long id = attempts.open(handle, wanted, actor);
              return Answer.created("/api/v1/payment-attempts/" + id, List.of());
            });
    String location = noted.getHeaderString("Location");
    long id = Long.parseLong(location.substring(location.lastIndexOf('/') + 1));
    return Response.status(noted.getStatus())
        .header("Location", location)
        .entity(attempts.ask(id))
        .build();
  }

  /**
   * Also by our reference to the gateway: {@code external:INV-2611-000123-1}. A collector sees what
   * she asked for herself.
   */
  @GET
  @Path("/{id}")
  @Allow({Role.OWNER, Role.BILLING, Role.COLLECTOR, Role.AUDITOR})
  public PaymentAttemptView one(@Auth Actor actor, @PathParam("id") Ref ref) {
    AttemptRow row = row(ref);
    if (actor.role() == Role.COLLECTOR && !row.createdBy().equals(actor.name())) {
      throw Problem.notFound("payment attempt " + ref);
    }
    return PaymentAttemptView.of(row);
  }

  @POST
  @Path("/{id}/check")
  @Allow({Role.OWNER, Role.BILLING})
  public PaymentAttemptView check(@PathParam("id") Ref ref) {
    return attempts.check(find(ref));
  }

  @POST
  @Path("/{id}/cancel")
  @Allow({Role.OWNER, Role.BILLING})
  public PaymentAttemptView cancel(@Auth Actor actor, @PathParam("id") Ref ref) {
    return attempts.cancel(find(ref), actor);
  }

  private long find(Ref ref) {
    return row(ref).id();
  }

  private AttemptRow row(Ref ref) {
    Optional<AttemptRow> row =
        jdbi.withExtension(
            PaymentAttemptDao.class,
            dao ->
                switch (ref.kind()) {
                  case ID -> dao.byId(ref.id());
                  case EXTERNAL -> dao.byReference(ref.value());
                  case NUMBER, USERNAME -> Optional.empty();
                });
    return row.orElseThrow(() -> Problem.notFound("payment attempt " + ref));
  }
}
