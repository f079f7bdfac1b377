package id.gerbang.billing.http;

import id.gerbang.core.dictionary.AddressText;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is wrong with a request, gathered so that one answer names every field. */
public final class Checks {

  private final List<FieldError> errors = new ArrayList<>();

  /** Notes the message unless the condition holds; tells whether it does. */
  public boolean that(boolean condition, String field, String message) {
    if (!condition) {
      errors.add(new FieldError(field, message));
    }
    return condition;
  }

  /** A text that is there and has something in it, and fits. */
  public boolean text(@Nullable String value, String field, int longest) {
    return that(value != null && !value.isBlank(), field, "is missing")
        && optionalText(value, field, longest);
  }

  /** A text that may be absent, but fits and has no control characters. */
  public boolean optionalText(@Nullable String value, String field, int longest) {
    return value == null
        || (that(value.length() <= longest, field, "has more than " + longest + " characters")
            && that(
                value.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n'),
                field,
                "has control characters"));
  }

  /** An IPv4 or IPv6 address as written, never a name to look up; absent when it is none. */
  public Optional<InetAddress> address(@Nullable String value, String field) {
    Optional<InetAddress> address = value == null ? Optional.empty() : AddressText.read(value);
    that(address.isPresent(), field, value == null ? "is missing" : "is no IPv4 or IPv6 address");
    return address;
  }

  /** Ends the request with 422 when anything was noted. */
  public void done() {
    if (!errors.isEmpty()) {
      throw Problem.unprocessable(errors);
    }
  }
}
