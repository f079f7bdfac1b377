package id.gerbang.billing.overdue;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.overdue.OverdueEvaluation.Cause;
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
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /promises}: a customer's word to pay by a day. While it stands, nobody of it is cut. */
@Path("/api/v1/promises")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class PromiseResource {

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;
  private final Idempotency idempotency;
  private final OverdueEvaluation evaluation;

  public PromiseResource(
      Jdbi jdbi, Clock clock, ZoneId zone, Idempotency idempotency, OverdueEvaluation evaluation) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
    this.idempotency = idempotency;
    this.evaluation = evaluation;
  }

  @GET
  @Allow({Role.OWNER, Role.BILLING, Role.HELPDESK, Role.AUDITOR})
  public Page<PromiseView> list(
      @BeanParam ListQuery query,
      @QueryParam("customerId") @Nullable Long customerId,
      @QueryParam("state") @Nullable String state) {
    List<PromiseDao.Row> rows =
        jdbi.withExtension(
            PromiseDao.class,
            dao -> dao.list(today(), null, customerId, state, query.before(), query.rows()));
    return query
        .page(rows, PromiseDao.Row::id)
        .of(shown -> shown.stream().map(PromiseView::of).toList());
  }

  @GET
  @Path("/{id}")
  @Allow({Role.OWNER, Role.BILLING, Role.HELPDESK, Role.AUDITOR})
  public PromiseView one(@PathParam("id") long id) {
    return jdbi.withExtension(PromiseDao.class, dao -> one(dao, id));
  }

  private PromiseView one(PromiseDao promises, long id) {
    return promises.list(today(), id, null, null, Long.MAX_VALUE, 1).stream()
        .findAny()
        .map(PromiseView::of)
        .orElseThrow(() -> Problem.notFound("promise " + id));
  }

  @POST
  @Allow({Role.OWNER, Role.BILLING, Role.HELPDESK})
  public Response make(
      @Auth Actor actor, @HeaderParam("Idempotency-Key") @Nullable String key, MakePromise wanted) {
    wanted.check(today());
    return idempotency.once(
        actor,
        key,
        "POST /promises",
        wanted,
        handle -> {
          PromiseView made = make(handle, wanted, actor);
          return Answer.created("/api/v1/promises/" + made.id(), made);
        });
  }

  private PromiseView make(Handle handle, MakePromise wanted, Actor actor) {
    PromiseDao promises = handle.attach(PromiseDao.class);
    long customer =
        promises
            .lockCustomer(Objects.requireNonNull(wanted.customerId()))
            .orElseThrow(() -> Problem.unprocessable("customerId", "is no customer's"));
    long invoice =
        promises
            .oldestOpenInvoice(customer)
            .orElseThrow(() -> Problem.conflict("The customer owes nothing."));
    Money amount = wanted.amount();
    LocalDate until = Objects.requireNonNull(wanted.until());
    long id =
        promises
            .insert(
                customer,
                invoice,
                until,
                amount == null ? null : amount.amount(),
                wanted.note(),
                clock.instant(),
                actor.name())
            .orElseThrow(() -> Problem.conflict("For this bill there was a promise already."));
    Map<String, Object> detail = new HashMap<>();
    detail.put("promise", id);
    detail.put("until", until);
    detail.put("note", wanted.note());
    Audit.write(handle, clock.instant(), actor, "promise.make", "customer:" + customer, detail);
    evaluation.evaluate(handle, Cause.PROMISE, actor, customer);
    return one(promises, id);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone);
  }
}
