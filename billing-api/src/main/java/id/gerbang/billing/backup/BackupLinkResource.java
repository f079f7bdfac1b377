package id.gerbang.billing.backup;

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
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** GSM backup links: ordered once, both routers' scripts any time. */
@Path("/api/v1/backup-links")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class BackupLinkResource {

  private final Jdbi jdbi;
  private final Idempotency idempotency;
  private final BackupLinkService links;

  public BackupLinkResource(Jdbi jdbi, Idempotency idempotency, BackupLinkService links) {
    this.jdbi = jdbi;
    this.idempotency = idempotency;
    this.links = links;
  }

  @POST
  @Allow({Role.OWNER, Role.TECHNICIAN})
  public Response create(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @QueryParam("mode") @DefaultValue("radius") String mode,
      @QueryParam("version") @DefaultValue("7") String version,
      @NotNull CreateBackupLink request) {
    Rendering rendering = Rendering.of(mode, version);
    return idempotency.once(
        actor,
        key,
        "POST /backup-links?mode=" + mode + "&version=" + version,
        request,
        handle -> {
          BackupLink link = links.create(handle, request, rendering.mode(), actor);
          return Answer.created(
              "/api/v1/backup-links/" + link.id(),
              BackupLinkView.of(
                  link, links.state(handle, link), links.show(handle, link, actor), rendering));
        });
  }

  @GET
  @Allow({Role.OWNER, Role.TECHNICIAN, Role.BILLING, Role.AUDITOR})
  public Page<BackupLinkView> list(
      @BeanParam ListQuery query, @QueryParam("customerId") @Nullable Long customerId) {
    return jdbi.withHandle(
        handle -> {
          List<BackupLink> page =
              handle
                  .attach(BackupLinkDao.class)
                  .list(query.like(), customerId, query.after(), query.rows());
          Map<Long, LinkState> states = links.states(handle, page);
          return query.page(
              page.stream()
                  .map(
                      link ->
                          BackupLinkView.of(link, Objects.requireNonNull(states.get(link.id()))))
                  .toList(),
              BackupLinkView::id);
        });
  }

  @GET
  @Path("/{id}")
  @Allow({Role.OWNER, Role.TECHNICIAN, Role.BILLING, Role.AUDITOR})
  public BackupLinkView get(
      @Auth Actor actor,
      @PathParam("id") Ref id,
      @QueryParam("mode") @Nullable String mode,
      @QueryParam("version") @DefaultValue("7") String version) {
    return jdbi.inTransaction(
        handle -> {
          BackupLink link = links.find(handle, id);
          Rendering rendering = Rendering.of(mode, link, version);
          return switch (actor.role()) {
            case OWNER, TECHNICIAN ->
                BackupLinkView.of(
                    link, links.state(handle, link), links.show(handle, link, actor), rendering);
            case BILLING, COLLECTOR, HELPDESK, AUDITOR ->
                BackupLinkView.of(link, links.state(handle, link));
          };
        });
  }

  @GET
  @Path("/{id}/script")
  @Produces(MediaType.TEXT_PLAIN + ";charset=utf-8")
  @Allow({Role.OWNER, Role.TECHNICIAN})
  public String script(
      @Auth Actor actor,
      @PathParam("id") Ref id,
      @QueryParam("side") @DefaultValue("pop") String side,
      @QueryParam("action") @DefaultValue("add") String action,
      @QueryParam("mode") @Nullable String mode,
      @QueryParam("version") @DefaultValue("7") String version) {
    boolean add = oneOf("action", action, "add", "remove");
    boolean pop = oneOf("side", side, "pop", "customer");
    return jdbi.inTransaction(
            handle -> {
              BackupLink link = links.find(handle, id);
              Rendering rendering = Rendering.of(mode, link, version);
              if (!add) {
                return pop ? rendering.popRemoval(link) : rendering.customerRemoval(link);
              }
              Password password = links.show(handle, link, actor);
              return pop ? rendering.pop(link, password) : rendering.customer(link, password);
            })
        .text();
  }

  /** Whether it is the first of the two; what is neither is refused. */
  private static boolean oneOf(String field, String value, String first, String second) {
    if (!value.equals(first) && !value.equals(second)) {
      throw Problem.unprocessable(field, "is " + first + " or " + second);
    }
    return value.equals(first);
  }
}
