package id.gerbang.billing.audit;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.OWNER;

import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Problem;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /audit}: who did what, and whether it still says so. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
public final class AuditResource {

  private final Jdbi jdbi;
  private final AuditVerification verification;
  private final AtomicBoolean verifying = new AtomicBoolean();

  public AuditResource(Jdbi jdbi, AuditVerification verification) {
    this.jdbi = jdbi;
    this.verification = verification;
  }

  @GET
  @Allow({OWNER, AUDITOR})
  public Page<AuditView> audit(
      @BeanParam ListQuery query, @QueryParam("object") @Nullable String object) {
    return query.page(
        jdbi.withExtension(
            AuditDao.class, dao -> dao.list(object, query.like(), query.before(), query.rows())),
        AuditView::id);
  }

  /** Reads the whole audit: one at a time. */
  @GET
  @Path("/verify")
  @Allow({OWNER, AUDITOR})
  public AuditReport verify() {
    if (!verifying.compareAndSet(false, true)) {
      throw Problem.conflict("The audit is being verified already.");
    }
    try {
      return verification.verify();
    } finally {
      verifying.set(false);
    }
  }
}
