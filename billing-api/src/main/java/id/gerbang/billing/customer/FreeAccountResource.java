package id.gerbang.billing.customer;

import id.gerbang.billing.customer.FreeAccountDao.FreeRow;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Personal;
import id.gerbang.billing.http.Role;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jdbi.v3.core.Jdbi;

/** {@code /reports/free-accounts}: mosques, staff and others with the tag {@code gratis}. */
@Path("/api/v1/reports/free-accounts")
@Produces(MediaType.APPLICATION_JSON)
public final class FreeAccountResource {

  private final Jdbi jdbi;

  public FreeAccountResource(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @GET
  @Personal
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public FreeAccountsView list(@BeanParam ListQuery query) {
    return jdbi.inTransaction(
        handle -> {
          FreeAccountDao dao = handle.attach(FreeAccountDao.class);
          return FreeAccountsView.of(
              dao.sums(),
              query.page(dao.list(query.after(), query.rows()), FreeRow::subscriptionId));
        });
  }
}
