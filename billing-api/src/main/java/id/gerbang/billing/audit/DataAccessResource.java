package id.gerbang.billing.audit;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.OWNER;

import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /data-access}: who looked at whose personal data, hour by hour. */
@Path("/api/v1/data-access")
@Produces(MediaType.APPLICATION_JSON)
public final class DataAccessResource {

  private final Jdbi jdbi;

  public DataAccessResource(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @GET
  @Allow({OWNER, AUDITOR})
  public Page<DataAccessDao.Looked> list(
      @BeanParam ListQuery query, @QueryParam("object") @Nullable String object) {
    return query.page(
        jdbi.withExtension(
            DataAccessDao.class,
            dao -> dao.list(object, query.like(), query.before(), query.rows())),
        DataAccessDao.Looked::id);
  }
}
