package id.gerbang.billing.books;

import id.gerbang.billing.books.BooksDao.ClosedRow;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Role;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * {@code /closed-months}: months up to which the books stand. What is corrected later is posted in
 * the open month; the database refuses anything else.
 */
@Path("/api/v1/closed-months")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class ClosedMonthResource {

  private static final int MOST = 500;

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;
  private final Idempotency idempotency;

  public ClosedMonthResource(Jdbi jdbi, Clock clock, ZoneId zone, Idempotency idempotency) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
    this.idempotency = idempotency;
  }

  /**
   * Which month is closed.
   *
   * @param month as {@code 2026-10}
   */
  public record CloseMonth(@Nullable String month) {}

  /** A closed month; all before it are closed with it. */
  public record ClosedMonth(String month, Instant closedAt, String closedBy) {

    static ClosedMonth of(ClosedRow row) {
      return new ClosedMonth(
          YearMonth.from(row.month()).toString(), row.closedAt(), row.closedBy());
    }
  }

  /** The latest first. */
  @GET
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public Page<ClosedMonth> list() {
    return new Page<>(
        jdbi.withExtension(BooksDao.class, dao -> dao.closed(MOST)).stream()
            .map(ClosedMonth::of)
            .toList(),
        null);
  }

  @POST
  @Allow(Role.OWNER)
  public Response close(
      @Auth Actor actor, @HeaderParam("Idempotency-Key") @Nullable String key, CloseMonth close) {
    return idempotency.once(
        actor,
        key,
        "POST /closed-months",
        close,
        handle -> Answer.created("/api/v1/closed-months", close(handle, close, actor)));
  }

  private ClosedMonth close(Handle handle, CloseMonth close, Actor actor) {
    YearMonth month = month(close.month());
    BooksDao dao = handle.attach(BooksDao.class);
    dao.lockClosing();
    Instant now = clock.instant();
    Instant ends = month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
    if (ends.isAfter(now)) {
      throw Problem.unprocessable("month", "is not over yet");
    }
    Optional<ClosedRow> last = dao.closed(1).stream().findFirst();
    if (last.filter(row -> !month.isAfter(YearMonth.from(row.month()))).isPresent()) {
      throw Problem.conflict("month", "is closed already");
    }
    dao.close(month.atDay(1), ends, now, actor.name());
    Audit.write(handle, now, actor, "month.close", "month:" + month, Map.of());
    return ClosedMonth.of(dao.closed(1).get(0));
  }

  private static YearMonth month(@Nullable String text) {
    if (text == null) {
      throw Problem.unprocessable("month", "is missing");
    }
    try {
      return YearMonth.parse(text);
    } catch (DateTimeParseException e) {
      throw Problem.badRequest("month", "is to be a month as in 2026-10");
    }
  }
}
