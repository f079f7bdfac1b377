package id.gerbang.billing.router;

import id.gerbang.billing.wording.Bundles;
import id.gerbang.billing.wording.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Outcomes of checks in the words of one language, at the clock of the ISP's zone. */
final class CheckWords {

  private final Wording wording;
  private final ResourceBundle bundle;
  private final boolean asked;

  /**
   * @param asked whether the router let us in: one that did not was asked for nothing
   */
  CheckWords(Locale language, ZoneId zone, boolean asked) {
    this.wording = new Wording(language, zone);
    this.bundle = Bundles.of("id.gerbang.billing.router.checks", language);
    this.asked = asked;
  }

  RouterCheck pass(String name, String key, String... details) {
    return new RouterCheck(name, "pass", text(key, details), null);
  }

  RouterCheck fail(String name, String key, @Nullable RouterRepair repair, String... details) {
    return new RouterCheck(name, "fail", text(key, details), repair);
  }

  RouterCheck unknown(String name, String key, @Nullable RouterRepair repair, String... details) {
    return new RouterCheck(name, "unknown", text(key, details), repair);
  }

  RouterCheck notTold(String name) {
    return unknown(name, asked ? "not_told" : "not_asked", null);
  }

  /** A part of the words of a check. */
  String phrase(String key) {
    return text(key);
  }

  String moment(Instant instant) {
    return wording.moment(instant);
  }

  static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }

  private String text(String key, String... details) {
    return String.format(Locale.ROOT, bundle.getString(key), (Object[]) details);
  }
}
