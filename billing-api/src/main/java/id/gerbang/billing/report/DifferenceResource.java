package id.gerbang.billing.report;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.BILLING;
import static id.gerbang.billing.http.Role.HELPDESK;
import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;

/**
 * {@code /differences}: sessions that do not hold what is due, oldest first. There are none, or
 * somebody should know why.
 */
@Path("/api/v1/differences")
@Produces(MediaType.APPLICATION_JSON)
public final class DifferenceResource {

  private final Jdbi jdbi;
  private final Clock clock;
  private final Language language;

  public DifferenceResource(Jdbi jdbi, Clock clock, Language language) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.language = language;
  }

  @GET
  @Allow({OWNER, TECHNICIAN, BILLING, HELPDESK, AUDITOR})
  public Page<DifferenceView> differences(
      @BeanParam ListQuery query, @Context HttpHeaders headers) {
    Instant now = clock.instant();
    Locale words = language.of(headers);
    List<DifferenceDao.Row> rows =
        jdbi.withExtension(
            DifferenceDao.class, dao -> dao.list(query.like(), query.after(), query.rows()));
    return query
        .page(rows, DifferenceDao.Row::id)
        .of(shown -> shown.stream().map(row -> DifferenceView.of(row, now, words)).toList());
  }
}
