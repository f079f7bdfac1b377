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
import id.gerbang.billing.http.Ref;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /sessions}, {@code /access-events}: what the radius side heard and did. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public final class ReportResource {

  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

  private final Jdbi jdbi;
  private final Language language;

  public ReportResource(Jdbi jdbi, Language language) {
    this.jdbi = jdbi;
    this.language = language;
  }

  @GET
  @Path("/sessions")
  @Allow({OWNER, TECHNICIAN, BILLING, HELPDESK, AUDITOR})
  public Page<SessionView> sessions(
      @BeanParam ListQuery query,
      @QueryParam("online") @Nullable Boolean online,
      @QueryParam("router") @Nullable String router,
      @QueryParam("username") @Nullable String username,
      @QueryParam("subscription") @Nullable Ref subscription) {
    return query.page(
        jdbi.withHandle(
            handle ->
                handle
                    .attach(ReportDao.class)
                    .sessions(
                        online,
                        router,
                        Names.of(handle, username, subscription),
                        query.like(),
                        query.before(),
                        query.rows())),
        SessionView::id);
  }

  @GET
  @Path("/access-events")
  @Allow({OWNER, TECHNICIAN, BILLING, HELPDESK, AUDITOR})
  public Page<AccessEventView> accessEvents(
      @BeanParam ListQuery query,
      @QueryParam("username") @Nullable String username,
      @QueryParam("subscription") @Nullable Ref subscription,
      @QueryParam("router") @Nullable String router,
      @Context HttpHeaders headers) {
    long micros = query.before();
    Instant before =
        micros == Long.MAX_VALUE ? END_OF_TIME : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    Locale words = language.of(headers);
    return query
        .pageWithTies(
            jdbi.withHandle(
                handle ->
                    handle
                        .attach(ReportDao.class)
                        .accessEvents(
                            Names.of(handle, username, subscription),
                            router,
                            before,
                            query.rowsBeforeTies())),
            event -> ChronoUnit.MICROS.between(Instant.EPOCH, event.at()))
        .of(events -> events.stream().map(event -> event.view(words)).toList());
  }
}
