package id.gerbang.billing.cash;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.ETags;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Role;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /collectors}: who carries how much cash, and how much they may. */
@Path("/api/v1/collectors")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class CollectorResource {

  private final Jdbi jdbi;
  private final Collectors collectors;

  public CollectorResource(Jdbi jdbi, Collectors collectors) {
    this.jdbi = jdbi;
    this.collectors = collectors;
  }

  /** A collector sees one: themselves. */
  @GET
  @Allow({Role.OWNER, Role.BILLING, Role.COLLECTOR, Role.AUDITOR})
  public Page<CollectorView> list(@Auth Actor actor, @BeanParam ListQuery query) {
    return query
        .pageByText(
            jdbi.withExtension(
                CollectorDao.class,
                dao ->
                    actor.role() == Role.COLLECTOR
                        ? dao.find(actor.name()).stream().toList()
                        : dao.list(query.like(), query.afterText(), query.rows())),
            CollectorDao.CollectorRow::name)
        .of(rows -> rows.stream().map(CollectorView::of).toList());
  }

  @PUT
  @Path("/{name}")
  @Allow(Role.OWNER)
  public Response limit(
      @Auth Actor actor,
      @PathParam("name") String name,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      SaveCollector limits) {
    CollectorView view =
        jdbi.inTransaction(handle -> collectors.save(handle, name, limits, ifMatch, actor));
    return Response.ok(view).header("ETag", ETags.of(view.version())).build();
  }
}
