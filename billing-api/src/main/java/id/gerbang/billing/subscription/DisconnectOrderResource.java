package id.gerbang.billing.subscription;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.BILLING;
import static id.gerbang.billing.http.Role.HELPDESK;
import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.WithinReach;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jdbi.v3.core.Jdbi;

/** {@code /disconnects}: what came of an order, found by its subscription. */
@WithinReach
@Path("/api/v1/disconnects")
@Produces(MediaType.APPLICATION_JSON)
public final class DisconnectOrderResource {

  private final Jdbi jdbi;

  public DisconnectOrderResource(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @GET
  @Path("/{id}")
  @Allow({OWNER, TECHNICIAN, BILLING, HELPDESK, AUDITOR})
  public DisconnectView get(@PathParam("id") Ref ref) {
    return jdbi.withExtension(DisconnectDao.class, dao -> DisconnectService.view(dao, ref));
  }
}
