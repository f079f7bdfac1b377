package id.gerbang.billing.wording;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** What people call a zone. */
public final class ZoneName {

  /** What Indonesians call theirs; Java's names for them differ from version to version. */
  private static final Map<String, String> INDONESIAN =
      Map.of(
          "Asia/Jakarta", "WIB",
          "Asia/Pontianak", "WIB",
          "Asia/Makassar", "WITA",
          "Asia/Jayapura", "WIT");

  private ZoneName() {}

  public static String of(ZoneId zone, Instant instant) {
    String indonesian = INDONESIAN.get(zone.getId());
    return indonesian != null
        ? indonesian
        : DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).withZone(zone).format(instant);
  }
}
