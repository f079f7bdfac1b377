package id.gerbang.billing.moving;

import id.gerbang.billing.grant.AttributeField;
import id.gerbang.billing.http.Secret;
import id.gerbang.billing.moving.Account.Person;
import id.gerbang.billing.router.RouterTimes;
import id.gerbang.routeros.Row;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Values as RouterOS writes them. Empty: not said, or not understood. */
final class Written {

  /** Until 7.9 {@code nov/29/2026 10:00:00}. */
  private static final DateTimeFormatter OLD_TIME =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("MMM/dd/uuuu HH:mm:ss")
          .toFormatter(Locale.ENGLISH);

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private Written() {}

  static Optional<String> text(Row row, String property) {
    return row.get(property).map(String::strip).filter(it -> !it.isEmpty());
  }

  /** A router that hides it leaves it out, or says stars. */
  static Optional<Secret> password(Row row, String property) {
    return row.get(property).filter(it -> !it.isEmpty() && !it.matches("\\*+")).map(Secret::new);
  }

  /** Whole and not negative, octets and bits also with the {@code B} that exports put behind. */
  static long number(Row row, String property) {
    return text(row, property)
        .map(it -> it.endsWith("B") ? it.substring(0, it.length() - 1) : it)
        .filter(it -> it.matches("[0-9]{1,18}"))
        .map(Long::valueOf)
        .orElse(0L);
  }

  static Optional<Duration> duration(Row row, String property) {
    return text(row, property).flatMap(RouterTimes::duration);
  }

  /** A day and a time of it, by the router's own clock. */
  static Optional<Instant> time(Row row, String property, ZoneId zone) {
    return text(row, property)
        .flatMap(
            it -> {
              try {
                return Optional.of(
                    LocalDateTime.parse(it, it.contains("/") ? OLD_TIME : TIME)
                        .atZone(zone)
                        .toInstant());
              } catch (DateTimeException e) {
                return Optional.empty();
              }
            });
  }

  /** {@code Framed-Pool:aktif,Mikrotik-Rate-Limit:5M/10M}. */
  static List<AttributeField> attributes(Row row) {
    List<AttributeField> attributes = new ArrayList<>();
    for (String one : row.get("attributes").orElse("").split(",(?=[A-Za-z][A-Za-z0-9-]*:)")) {
      int colon = one.indexOf(':');
      if (colon > 0) {
        attributes.add(
            new AttributeField(one.substring(0, colon).strip(), one.substring(colon + 1).strip()));
      }
    }
    return attributes;
  }

  static boolean isMac(String text) {
    return text.matches("([0-9A-Fa-f]{2}[:-]?){5}[0-9A-Fa-f]{2}");
  }

  /** What people write beside an account is most often whose it is. */
  static Person person(Row row, String username) {
    String name =
        text(row, "comment")
            .orElseGet(
                () ->
                    (text(row, "first-name").orElse("") + " " + text(row, "last-name").orElse(""))
                        .strip());
    return new Person(
        name.isEmpty() ? username : name,
        text(row, "phone"),
        text(row, "email"),
        text(row, "location"),
        Optional.empty());
  }
}
