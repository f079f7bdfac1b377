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
import org.jspecify.annotations.Nullable;

/**
 * {@code /differences} and the two standing lists: who does not have what is due, oldest first. All
 * are empty, or somebody should know why.
 */
@Path("/api/v1")
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
  @Path("/differences")
  @Allow({OWNER, TECHNICIAN, BILLING, HELPDESK, AUDITOR})
  public Page<DifferenceView> differences(
      @BeanParam ListQuery query, @Context HttpHeaders headers) {
    return list(null, query, headers);
  }

  @GET
  @Path("/standing-lists/paid-but-blocked")
  @Allow({OWNER, TECHNICIAN, BILLING, HELPDESK, AUDITOR})
  public Page<DifferenceView> paidButBlocked(
      @BeanParam ListQuery query, @Context HttpHeaders headers) {
    return list("blocked", query, headers);
  }

  @GET
  @Path("/standing-lists/unpaid-but-online")
  @Allow({OWNER, TECHNICIAN, BILLING, HELPDESK, AUDITOR})
  public Page<DifferenceView> unpaidButOnline(
      @BeanParam ListQuery query, @Context HttpHeaders headers) {
    return list("online", query, headers);
  }

  private Page<DifferenceView> list(@Nullable String kind, ListQuery query, HttpHeaders headers) {
    Instant now = clock.instant();
    Locale words = language.of(headers);
    List<DifferenceDao.Row> rows =
        jdbi.withExtension(
            DifferenceDao.class, dao -> dao.list(kind, query.like(), query.after(), query.rows()));
    return query
        .page(rows, DifferenceDao.Row::id)
        .of(shown -> shown.stream().map(row -> DifferenceView.of(row, now, words)).toList());
  }
}
