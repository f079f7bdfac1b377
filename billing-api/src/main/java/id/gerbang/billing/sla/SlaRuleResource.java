package id.gerbang.billing.sla;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Role;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;

/** {@code /sla-rules}: what is promised of the line. */
@Path("/api/v1/sla-rules")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class SlaRuleResource {

  private final Jdbi jdbi;
  private final Clock clock;

  public SlaRuleResource(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  @GET
  @Allow({Role.OWNER, Role.BILLING, Role.TECHNICIAN, Role.AUDITOR})
  public Page<SlaRuleView> list() {
    return new Page<>(
        jdbi.withExtension(RuleDao.class, RuleDao::all).stream().map(SlaRuleView::of).toList(),
        null);
  }

  /** In the place of what was promised to the same until now. */
  @PUT
  @Allow(Role.OWNER)
  public SlaRuleView set(@Auth Actor actor, SetSlaRule request) {
    request.check();
    Instant now = clock.instant();
    return jdbi.inTransaction(
        handle -> {
          RuleDao dao = handle.attach(RuleDao.class);
          if (request.planId() != null && !dao.planExists(request.planId())) {
            throw Problem.unprocessable("planId", "is no plan's");
          }
          if (request.customerId() != null && !dao.customerExists(request.customerId())) {
            throw Problem.unprocessable("customerId", "is no customer's");
          }
          SlaRules rules = Objects.requireNonNull(request.rules());
          long id =
              dao.set(request.planId(), request.customerId(), Json.text(rules), now, actor.name());
          Audit.write(handle, now, actor, "sla.set", "sla-rule:" + id, Map.of("rules", request));
          return SlaRuleView.of(dao.byId(id).orElseThrow());
        });
  }

  @DELETE
  @Path("/{id}")
  @Allow(Role.OWNER)
  public void remove(@Auth Actor actor, @PathParam("id") long id) {
    jdbi.useTransaction(
        handle -> {
          if (handle.attach(RuleDao.class).delete(id) == 0) {
            throw Problem.notFound("SLA rule " + id);
          }
          Audit.write(handle, clock.instant(), actor, "sla.remove", "sla-rule:" + id, Map.of());
        });
  }
}
