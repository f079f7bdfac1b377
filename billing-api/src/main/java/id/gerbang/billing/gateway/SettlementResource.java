package id.gerbang.billing.gateway;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /gateways/{name}/settlements}: what a gateway paid out to the bank. */
@Path("/api/v1/gateways/{name}/settlements")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class SettlementResource {

  private final Jdbi jdbi;
  private final Idempotency idempotency;
  private final Settlements settlements;

  SettlementResource(Jdbi jdbi, Idempotency idempotency, Settlements settlements) {
    this.jdbi = jdbi;
    this.idempotency = idempotency;
    this.settlements = settlements;
  }

  /** Newest first. */
  @GET
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public Page<SettlementView> list(@PathParam("name") String name, @BeanParam ListQuery query) {
    List<SettlementView> views =
        jdbi
            .withExtension(
                SettlementDao.class,
                dao -> dao.list(name, query.like(), query.before(), query.rows()))
            .stream()
            .map(SettlementView::of)
            .toList();
    return query.page(views, SettlementView::id);
  }

  @GET
  @Path("/{id}")
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public SettlementView one(@PathParam("name") String name, @PathParam("id") Ref ref) {
    return jdbi.withHandle(handle -> Settlements.one(handle, name, ref.id()));
  }

  @POST
  @Allow({Role.OWNER, Role.BILLING})
  public Response note(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @PathParam("name") String name,
      NoteSettlement note) {
    String path = "/gateways/" + name + "/settlements";
    return idempotency.onceWithKey(
        actor,
        key,
        "POST " + path,
        note,
        handle -> {
          SettlementView view = settlements.note(handle, name, note, actor);
          return Answer.created("/api/v1" + path + "/" + view.id(), view);
        });
  }
}
