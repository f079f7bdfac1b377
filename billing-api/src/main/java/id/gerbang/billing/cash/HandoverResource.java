package id.gerbang.billing.cash;

import id.gerbang.billing.cash.HandoverDao.HandoverRow;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.http.WithinReach;
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
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * {@code /cash-handovers}: collectors' cash, counted by whoever took it. It goes into the whole
 * ISP's till: within reach are a collector's own alone.
 */
@WithinReach
@Path("/api/v1/cash-handovers")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class HandoverResource {

  private final Jdbi jdbi;
  private final Idempotency idempotency;
  private final CashHandovers handovers;

  public HandoverResource(Jdbi jdbi, Idempotency idempotency, CashHandovers handovers) {
    this.jdbi = jdbi;
    this.idempotency = idempotency;
    this.handovers = handovers;
  }

  /** Newest first; a collector sees their own. */
  @GET
  @Allow({Role.OWNER, Role.BILLING, Role.COLLECTOR, Role.AUDITOR})
  public Page<HandoverView> list(
      @Auth Actor actor,
      @BeanParam ListQuery query,
      @QueryParam("collector") @Nullable String collector) {
    requireOwnOrWhole(actor);
    String whose = actor.role() == Role.COLLECTOR ? actor.name() : collector;
    return query
        .page(
            jdbi.withExtension(
                HandoverDao.class, dao -> dao.list(whose, query.before(), query.rows())),
            HandoverRow::id)
        .of(rows -> rows.stream().map(HandoverView::of).toList());
  }

  @POST
  @Allow({Role.OWNER, Role.BILLING})
  public Response take(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      TakeHandover request) {
    requireOwnOrWhole(actor);
    return idempotency.onceWithKey(
        actor,
        key,
        "POST /cash-handovers",
        request,
        handle -> {
          HandoverView view = handovers.take(handle, request, actor);
          return Answer.created("/api/v1/cash-handovers/" + view.id(), view);
        });
  }

  @GET
  @Path("/{id}")
  @Allow({Role.OWNER, Role.BILLING, Role.COLLECTOR, Role.AUDITOR})
  public HandoverView one(@Auth Actor actor, @PathParam("id") Ref ref) {
    requireOwnOrWhole(actor);
    HandoverView view = jdbi.withHandle(handle -> CashHandovers.one(handle, ref.id()));
    if (actor.role() == Role.COLLECTOR && !view.collector().equals(actor.name())) {
      throw Problem.notFound("cash hand-over " + ref);
    }
    return view;
  }

  private static void requireOwnOrWhole(Actor actor) {
    if (actor.role() != Role.COLLECTOR) {
      actor.reach().requireEverything();
    }
  }
}
