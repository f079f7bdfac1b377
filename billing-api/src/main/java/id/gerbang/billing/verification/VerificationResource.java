package id.gerbang.billing.verification;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.HELPDESK;
import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import id.gerbang.billing.backup.LinkRefDao;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Ref;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jdbi.v3.core.Jdbi;

/** {@code /backup-links/{id}/verifications}: what came of looking at a tunnel. */
@Path("/api/v1/backup-links/{id}/verifications")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class VerificationResource {

  private final Jdbi jdbi;
  private final Language language;

  public VerificationResource(Jdbi jdbi, Language language) {
    this.jdbi = jdbi;
    this.language = language;
  }

  @GET
  @Allow({OWNER, TECHNICIAN, HELPDESK, AUDITOR})
  public Page<VerificationView> list(
      @PathParam("id") Ref id, @BeanParam ListQuery query, @Context HttpHeaders headers) {
    VerificationWords words = new VerificationWords(language.of(headers));
    return query
        .page(
            jdbi.withHandle(
                handle ->
                    handle
                        .attach(VerificationDao.class)
                        .list(
                            handle.attach(LinkRefDao.class).id(id),
                            query.like(),
                            query.before(),
                            query.rows())),
            VerificationRow::id)
        .of(rows -> rows.stream().map(words::view).toList());
  }
}
