package id.gerbang.billing.report;

import static id.gerbang.billing.http.Role.CASHIER;
import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;
import static id.gerbang.billing.http.Role.VIEWER;

import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Problem;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * {@code /sessions}, {@code /access-events}, {@code /usage}: what the radius side heard and did.
 */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public final class ReportResource {

  private static final long DAYS_AT_ONCE = 31;
  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;
  private final Language language;

  public ReportResource(Jdbi jdbi, Clock clock, ZoneId zone, Language language) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
    this.language = language;
  }

  @GET
  @Path("/sessions")
  @Allow({OWNER, TECHNICIAN, CASHIER, VIEWER})
  public Page<SessionView> sessions(
      @BeanParam ListQuery query,
      @QueryParam("online") @Nullable Boolean online,
      @QueryParam("router") @Nullable String router,
      @QueryParam("username") @Nullable String username) {
    return query.page(
        jdbi.withExtension(
            ReportDao.class,
            dao ->
                dao.sessions(online, router, username, query.like(), query.before(), query.rows())),
        SessionView::id);
  }

  @GET
  @Path("/access-events")
  @Allow({OWNER, TECHNICIAN, CASHIER, VIEWER})
  public Page<AccessEventView> accessEvents(
      @BeanParam ListQuery query,
      @QueryParam("username") @Nullable String username,
      @QueryParam("router") @Nullable String router,
      @Context HttpHeaders headers) {
    long micros = query.before();
    Instant before =
        micros == Long.MAX_VALUE ? END_OF_TIME : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    Locale words = language.of(headers);
    return query
        .page(
            jdbi.withExtension(
                ReportDao.class, dao -> dao.accessEvents(username, router, before, query.rows())),
            event -> ChronoUnit.MICROS.between(Instant.EPOCH, event.at()))
        .of(events -> events.stream().map(event -> event.view(words)).toList());
  }

  /** A month back where no days are said. */
  @GET
  @Path("/usage")
  @Allow({OWNER, TECHNICIAN, CASHIER, VIEWER})
  public Page<UsageView> usage(
      @BeanParam ListQuery query,
      @QueryParam("username") @Nullable String username,
      @QueryParam("by") @DefaultValue("day") String by,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to) {
    if (!Set.of("day", "month").contains(by)) {
      throw Problem.unprocessable("by", "is day or month");
    }
    LocalDate last = to == null ? LocalDate.ofInstant(clock.instant(), zone) : day(to, "to");
    LocalDate first = from == null ? last.minusDays(DAYS_AT_ONCE) : day(from, "from");
    List<UsageView> usage =
        jdbi.withExtension(
            ReportDao.class, dao -> dao.usage(username, by, first, last, query.rows() - 1));
    return new Page<>(usage, null);
  }

  private static LocalDate day(String text, String parameter) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw Problem.badRequest(parameter, "is to be a day as in 2026-11-22");
    }
  }
}
