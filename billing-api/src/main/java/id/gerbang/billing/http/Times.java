package id.gerbang.billing.http;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Times in query parameters: RFC 3339, UTC. */
public final class Times {

  private Times() {}

  public static Optional<Instant> parse(@Nullable String text, String parameter) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      throw Problem.badRequest(parameter, "is to be a time as in 2026-11-22T10:00:00Z");
    }
  }
}
