package id.gerbang.billing.job;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.Role;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** {@code /jobs}: what runs by the clock, when it did, and what came of it. */
@Path("/api/v1/jobs")
@Produces(MediaType.APPLICATION_JSON)
public final class JobResource {

  private final Idempotency idempotency;
  private final Jobs jobs;

  public JobResource(Idempotency idempotency, Jobs jobs) {
    this.idempotency = idempotency;
    this.jobs = jobs;
  }

  @GET
  @Allow({Role.OWNER, Role.BILLING, Role.TECHNICIAN, Role.AUDITOR})
  public JobsView all() {
    return jobs.all();
  }

  @GET
  @Path("/{name}")
  @Allow({Role.OWNER, Role.BILLING, Role.TECHNICIAN, Role.AUDITOR})
  public JobView one(@PathParam("name") String name) {
    return jobs.one(name);
  }

  @POST
  @Path("/{name}/run")
  @Allow(Role.OWNER)
  public Response run(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @PathParam("name") String name) {
    Response answer =
        idempotency.once(
            actor,
            key,
            "POST /jobs/" + name + "/run",
            "",
            handle -> Answer.accepted("/api/v1/jobs/" + name, jobs.ask(handle, name, actor)));
    jobs.wake();
    return answer;
  }

  /** The clock that jumped is right: jobs go on, on every node. */
  @POST
  @Path("/accept-clock")
  @Allow(Role.OWNER)
  public JobsView acceptClock(@Auth Actor actor) {
    jobs.acceptClock(actor);
    return jobs.all();
  }
}
