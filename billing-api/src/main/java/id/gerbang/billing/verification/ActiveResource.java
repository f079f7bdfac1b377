package id.gerbang.billing.verification;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.HELPDESK;
import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.verification.ActiveDao.ActiveRow;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jdbi.v3.core.Jdbi;

/** {@code /backup-links/active}: who is on backup now, since when, with what traffic. */
@Path("/api/v1/backup-links/active")
@Produces(MediaType.APPLICATION_JSON)
public final class ActiveResource {

  private final Jdbi jdbi;

  public ActiveResource(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @GET
  @Allow({OWNER, TECHNICIAN, HELPDESK, AUDITOR})
  public Page<ActiveView> list(@BeanParam ListQuery query) {
    return query
        .page(
            jdbi.withExtension(
                ActiveDao.class, dao -> dao.list(query.like(), query.after(), query.rows())),
            ActiveRow::id)
        .of(rows -> rows.stream().map(ActiveView::of).toList());
  }
}
