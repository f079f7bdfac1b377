package id.gerbang.billing.term;

import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Personal;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Role;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /notices}: who is to be told what, for whoever sends messages; also as a file. */
@Path("/api/v1/notices")
@Produces(MediaType.APPLICATION_JSON)
public final class NoticeResource {

  private final Jdbi jdbi;

  NoticeResource(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Oldest first: whoever sends them goes on behind the last one. */
  @GET
  @Personal
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public Page<NoticeView> list(
      @BeanParam ListQuery query,
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("planId") @Nullable Long planId) {
    if (kind != null && !Set.of("plan", "warn").contains(kind)) {
      throw Problem.unprocessable("kind", "is plan or warn");
    }
    return query.page(
        jdbi.withHandle(
            handle ->
                handle
                    .attach(NoticeDao.class)
                    .list(kind, planId, query.like(), query.after(), query.rows())
                    .stream()
                    .map(NoticeDao.NoticeRow::view)
                    .toList()),
        NoticeView::id);
  }
}
