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
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /overdue-runs}: whom a night cuts, or would, and what waits for a person. */
@Path("/api/v1/overdue-runs")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class OverdueRunResource {

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;
  private final Idempotency idempotency;
  private final OverdueRun run;

  public OverdueRunResource(
      Jdbi jdbi, Clock clock, ZoneId zone, Idempotency idempotency, OverdueRun run) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
    this.idempotency = idempotency;
    this.run = run;
  }

  /** A rehearsal of a night to come; or today's run, which the job carries on within a minute. */
  @POST
  @Allow({Role.OWNER, Role.BILLING})
  public Response ask(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      AskOverdueRun wanted) {
    LocalDate date = wanted.checkedDate(run.today());
    if (wanted.isRehearsal()) {
      return Response.ok(rehearse(date)).build();
    }
    return idempotency.once(
        actor,
        key,
        "POST /overdue-runs",
        wanted,
        handle -> {
          OverdueRunDao runs = handle.attach(OverdueRunDao.class);
          runs.begin(date, clock.instant(), actor.name());
          OverdueRunView view = OverdueRunView.of(runs.lockDay(date), List.of(), List.of());
          return Answer.accepted("/api/v1/overdue-runs/" + view.id(), view);
        });
  }

  private OverdueRunView rehearse(LocalDate date) {
    Instant morning = date.atStartOfDay(zone).toInstant();
    Instant now = clock.instant();
    OverdueRun.Plan plan =
        run.plan(morning.isBefore(now) ? now : morning, null, OverdueRunView.MOST_ITEMS);
    List<String> reasons = jdbi.withHandle(handle -> run.against(handle, 0, plan));
    return OverdueRunView.rehearsed(date, plan, reasons);
  }

  @GET
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public Page<OverdueRunView> list(@BeanParam ListQuery query) {
    return query
        .page(
            jdbi.withExtension(
                OverdueRunDao.class, runs -> runs.list(query.before(), query.rows())),
            OverdueRunDao.Row::id)
        .of(
            rows ->
                rows.stream().map(row -> OverdueRunView.of(row, List.of(), List.of())).toList());
  }

  @GET
  @Path("/{id}")
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public OverdueRunView one(@PathParam("id") long id) {
    OverdueRunDao.Row row =
        jdbi.withExtension(OverdueRunDao.class, runs -> runs.find(id)).orElseThrow(() -> none(id));
    List<DueFee> charged =
        jdbi.withHandle(
            handle ->
                handle.attach(LateFeeDao.class).charged(row.date(), OverdueRunView.MOST_ITEMS));
    List<OverdueEvaluation.Finding> changes =
        row.heldAt().isEmpty()
            ? List.of()
            : run.plan(clock.instant(), run.today(), OverdueRunView.MOST_ITEMS).changes();
    return OverdueRunView.of(row, changes, charged);
  }

  /** As many as were waiting may be cut on this day; the job does it within a minute. */
  @POST
  @Path("/{id}/approve")
  @Allow(Role.OWNER)
  public OverdueRunView approve(
      @Auth Actor actor, @PathParam("id") long id, ApproveOverdueRun seen) {
    return jdbi.inTransaction(handle -> approve(handle, actor, id, seen.checkedCuts()));
  }

  private OverdueRunView approve(Handle handle, Actor actor, long id, long cuts) {
    OverdueRunDao runs = handle.attach(OverdueRunDao.class);
    OverdueRunDao.Row row = runs.lock(id).orElseThrow(() -> none(id));
    if (row.heldAt().isEmpty() || !row.date().equals(run.today())) {
      throw Problem.conflict("The overdue run of " + row.date() + " waits for nobody.");
    }
    if (row.wouldCut() > cuts) {
      throw Problem.conflict("cuts", "are " + row.wouldCut() + " by now: look again");
    }
    runs.approve(id, clock.instant(), actor.name());
    Audit.write(
        handle,
        clock.instant(),
        actor,
        "overdue_run.approve",
        "overdue_run:" + id,
        Map.of(
            "cuts", row.wouldCut(), "lateFees", row.wouldCharge(), "reasons", row.heldReasons()));
    return OverdueRunView.of(runs.find(id).orElseThrow(), List.of(), List.of());
  }

  private static Problem none(long id) {
    return Problem.notFound("overdue run " + id);
  }
}
