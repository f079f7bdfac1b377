package id.gerbang.billing.run;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.job.Jobs;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /billing-runs}: invoices for what begins up to a day, or what they would be. */
@Path("/api/v1/billing-runs")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class BillingRunResource {

  private final Jdbi jdbi;
  private final Idempotency idempotency;
  private final BillingRuns runs;
  private final Jobs jobs;

  public BillingRunResource(Jdbi jdbi, Idempotency idempotency, BillingRuns runs, Jobs jobs) {
    this.jdbi = jdbi;
    this.idempotency = idempotency;
    this.runs = runs;
    this.jobs = jobs;
  }

  /** Answers at once; the run goes on in the background. A rehearsal answers when it is done. */
  @POST
  @Allow({Role.OWNER, Role.BILLING})
  public Response ask(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      AskBillingRun wanted) {
    if (wanted.isRehearsal()) {
      return Response.ok(runs.rehearse(wanted, actor)).build();
    }
    Response answer =
        idempotency.once(
            actor,
            key,
            "POST /billing-runs",
            wanted,
            handle -> {
              BillingRunView view = runs.ask(handle, wanted, actor);
              jobs.want(handle, AskedBillingRuns.NAME, actor);
              return Answer.accepted("/api/v1/billing-runs/" + view.id(), view);
            });
    jobs.wake();
    return answer;
  }

  @GET
  @Path("/{id}")
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public BillingRunView one(@PathParam("id") long id) {
    return jdbi.inTransaction(handle -> runs.one(handle, id));
  }
}
