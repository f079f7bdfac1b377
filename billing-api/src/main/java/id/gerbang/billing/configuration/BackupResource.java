package id.gerbang.billing.configuration;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.WithinReach;
import id.gerbang.billing.router.RouterService;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jdbi.v3.core.Jdbi;

/** {@code /routers/{id}/backups}: what a router was set to, and what was changed when. */
@WithinReach
@Path("/api/v1/routers/{id}/backups")
public final class BackupResource {

  private static final String TEXT = MediaType.TEXT_PLAIN + ";charset=utf-8";

  private final Jdbi jdbi;
  private final Configurations configurations;

  public BackupResource(Jdbi jdbi, Configurations configurations) {
    this.jdbi = jdbi;
    this.configurations = configurations;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Allow({OWNER, TECHNICIAN, AUDITOR})
  public Page<BackupView> list(@PathParam("id") Ref id, @BeanParam ListQuery query) {
    return query
        .page(
            jdbi.withHandle(
                handle ->
                    handle
                        .attach(BackupDao.class)
                        .list(RouterService.id(handle, id), query.before(), query.rows())),
            BackupRow::id)
        .of(rows -> rows.stream().map(BackupRow::view).toList());
  }

  /** What is as it was is not kept twice: so it may be asked again without harm. */
  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @Allow({OWNER, TECHNICIAN})
  public BackupView take(@Auth Actor actor, @PathParam("id") Ref id) {
    return configurations.take(actor, id).view();
  }

  @GET
  @Path("/{backup}")
  @Produces(TEXT)
  @Allow({OWNER, TECHNICIAN, AUDITOR})
  public String text(@PathParam("id") Ref id, @PathParam("backup") long backup) {
    return configurations.text(id, backup);
  }

  @GET
  @Path("/{backup}/difference")
  @Produces(TEXT)
  @Allow({OWNER, TECHNICIAN, AUDITOR})
  public String difference(@PathParam("id") Ref id, @PathParam("backup") long backup) {
    return configurations.difference(id, backup);
  }
}
