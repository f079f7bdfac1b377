package id.gerbang.billing.router;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Outcomes of checks in the words of one language. */
final class CheckWords {

  /** Without this, English would fall back to the machine's own language. */
  private static final ResourceBundle.Control ENGLISH_IS_DEFAULT =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final ResourceBundle bundle;

  CheckWords(Locale language) {
    this.bundle =
        ResourceBundle.getBundle("id.gerbang.billing.router.checks", language, ENGLISH_IS_DEFAULT);
  }

  RouterCheck pass(String name, String key, String... details) {
    return new RouterCheck(name, "pass", text(key, details), null);
  }

  RouterCheck fail(String name, String key, @Nullable String repair, String... details) {
    return new RouterCheck(name, "fail", text(key, details), repair);
  }

  RouterCheck unknown(String name, String key, @Nullable String repair, String... details) {
    return new RouterCheck(name, "unknown", text(key, details), repair);
  }

  RouterCheck notTold(String name) {
    return unknown(name, "unknown", null);
  }

  String moment(Instant instant) {
    return instant.toString();
  }

  static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }

  private String text(String key, String... details) {
    return String.format(Locale.ROOT, bundle.getString(key), (Object[]) details);
  }
}
