package id.gerbang.billing.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.glassfish.jersey.server.ParamException;
import org.jdbi.v3.core.ConnectionException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns whatever went wrong into problem details: RFC 9457. What nobody foresaw gets an id; the
 * trace stays in the log.
 */
public final class ProblemMapper implements ExceptionMapper<Throwable> {

  private static final Logger log = LoggerFactory.getLogger(ProblemMapper.class);
  private static final MediaType PROBLEM = new MediaType("application", "problem+json");
  private static final String BODY = "body";

  /** PostgreSQL's insufficient privilege: a policy refuses the new row. */
  private static final String REFUSED_ROW = "42501";

  /** PostgreSQL's query cancelled: it took longer than {@link QueryLimit} lets it. */
  private static final String CANCELLED = "57014";

  /** PostgreSQL's errors for values of the client's that no column holds: appendix A, class 22. */
  private static final Set<String> UNHOLDABLE =
      Set.of(
          PSQLState.DATETIME_OVERFLOW.getState(),
          "22021", // character not in repertoire: NUL in text
          "22P05"); // untranslatable character: NUL in jsonb

  @Override
  public Response toResponse(Throwable thrown) {
    if (thrown instanceof Problem problem) {
      return response(problem).build();
    }
    if (thrown instanceof JsonProcessingException json) {
      return response(unreadable(json)).build();
    }
    if (thrown instanceof ParamException.QueryParamException parameter) {
      return response(Problem.badRequest(parameter.getParameterName(), "can't be read")).build();
    }
    if (thrown instanceof WebApplicationException http) {
      return response(http);
    }
    if (databaseIsAway(thrown)) {
      log.warn("The database is away: {}", thrown.getMessage());
      return response(Problem.unavailable("The database can't be reached now. Try again.")).build();
    }
    if (sqlState(thrown).equals(CANCELLED)) {
      log.warn("A query was cancelled: {}", thrown.getMessage());
      return response(Problem.unavailable("That takes too long: narrow it down, or try again."))
          .build();
    }
    Optional<Problem> taken = TakenField.of(thrown);
    if (taken.isPresent()) {
      return response(taken.get()).build();
    }
    if (UNHOLDABLE.contains(sqlState(thrown))) {
      return response(
              Problem.unreadable(
                  "A text has the character NUL, or a time is further off than can be kept."))
          .build();
    }
    if (CurrentReach.isNarrowed() && sqlState(thrown).equals(REFUSED_ROW)) {
      return response(Problem.forbidden("That is outside of your areas or routers.")).build();
    }
    UUID id = UUID.randomUUID();
    log.error("Unexpected, told the client as {}", id, thrown);
    return response(
            Problem.of(500, "Unexpected error", "Something unexpected happened; the log has " + id))
        .build();
  }

  private static Response.ResponseBuilder response(Problem problem) {
    Response.ResponseBuilder response =
        Response.status(problem.status()).type(PROBLEM).entity(problem.body());
    if (problem.status() == 401) {
      response.header("WWW-Authenticate", "Bearer realm=\"gerbang\"");
    }
    if (problem.status() == 503) {
      response.header("Retry-After", "1");
    }
    if (problem.retryAfter() > 0) {
      response.header("Retry-After", problem.retryAfter());
    }
    if (problem.status() == 413) {
      // RFC 9110 §15.5.14: the rest of the body is not read, so the connection can't go on.
      response.header("Connection", "close");
    }
    return response;
  }

  /** JAX-RS' own refusals: no such path, wrong method, wrong media type. */
  private static Response response(WebApplicationException thrown) {
    if (thrown.getCause() instanceof Problem problem) {
      return response(problem).build();
    }
    Response given = thrown.getResponse();
    int status = given.getStatus();
    String detail =
        switch (status) {
          case 400 -> "The request can't be read.";
          case 404 -> "There is nothing at this path.";
          case 405 -> "This path does not take this method.";
          case 406 -> "This path can't answer in what Accept names.";
          case 415 -> "The body is to be application/json.";
          default -> given.getStatusInfo().getReasonPhrase();
        };
    Response.ResponseBuilder response =
        response(Problem.of(status, given.getStatusInfo().getReasonPhrase(), detail));
    String allow = given.getHeaderString("Allow");
    return (allow == null ? response : response.header("Allow", allow)).build();
  }

  /** Says which field, and what was expected there; never what was sent. */
  static Problem unreadable(JsonProcessingException thrown) {
    if (thrown instanceof UnrecognizedPropertyException unknown) {
      return Problem.badRequest(path(unknown), "is not a field of this request");
    }
    if (thrown instanceof InvalidNullException hole) {
      return Problem.unprocessable(path(hole), "is missing");
    }
    if (thrown instanceof ValueInstantiationException refused
        && refused.getCause() instanceof IllegalArgumentException cause) {
      return Problem.unprocessable(path(refused), String.valueOf(cause.getMessage()));
    }
    if (thrown instanceof JsonMappingException mapping && mapping.getCause() instanceof Problem p) {
      return p;
    }
    if (thrown instanceof InvalidFormatException value
        && value.getTargetType() != null
        && value.getTargetType().isEnum()) {
      return Problem.unprocessable(path(value), expected(value.getTargetType()));
    }
    if (String.valueOf(thrown.getOriginalMessage()).startsWith("Trailing token")) {
      return Problem.unreadable("The body is not the JSON that is expected: more follows it.");
    }
    if (thrown instanceof MismatchedInputException mismatched) {
      return Problem.badRequest(path(mismatched), expected(mismatched.getTargetType()));
    }
    if (thrown instanceof JsonMappingException mapping
        && !(mapping.getCause() instanceof JsonProcessingException)) {
      return Problem.badRequest(path(mapping), "can't be read");
    }
    return Problem.unreadable("The body is not the JSON that is expected: " + reason(thrown));
  }

  private static String reason(JsonProcessingException thrown) {
    String message = String.valueOf(thrown.getOriginalMessage());
    if (message.startsWith("Duplicate field")) {
      return message + " is given twice.";
    }
    return message.contains("nesting depth")
        ? "it is nested more than 32 deep."
        : "it is broken at line "
            + (thrown.getLocation() == null ? 1 : thrown.getLocation().getLineNr())
            + ", column "
            + (thrown.getLocation() == null ? 1 : thrown.getLocation().getColumnNr())
            + ".";
  }

  private static String path(JsonMappingException thrown) {
    List<JsonMappingException.Reference> path = thrown.getPath();
    if (path.isEmpty()) {
      return BODY;
    }
    return path.stream()
        .map(
            step ->
                step.getFieldName() == null
                    ? "[" + step.getIndex() + "]"
                    : "." + step.getFieldName())
        .collect(Collectors.joining())
        .replaceFirst("^\\.", "");
  }

  private static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "has another type";
    }
    if (Number.class.isAssignableFrom(type) || (type.isPrimitive() && type != boolean.class)) {
      return "is to be a whole number";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "is to be true or false";
    }
    if (type == String.class) {
      return "is to be a text";
    }
    if (type == Instant.class) {
      return "is to be a time as in 2026-11-22T10:00:00Z";
    }
    if (type == LocalDate.class) {
      return "is to be a day as in 2026-11-22";
    }
    if (type.isEnum()) {
      return "is to be one of "
          + List.of(type.getEnumConstants()).toString().toLowerCase(Locale.ROOT);
    }
    return List.class.isAssignableFrom(type) ? "is to be a list" : "is to be an object";
  }

  private static boolean databaseIsAway(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof ConnectionException || t instanceof SQLTransientConnectionException) {
        return true;
      }
    }
    // Connection lost, server shutting down, too many connections, primary gone read-only.
    String state = sqlState(thrown);
    return state.startsWith("08")
        || state.startsWith("57P")
        || state.equals("53300")
        || state.equals("25006");
  }

  private static String sqlState(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return "";
  }
}
