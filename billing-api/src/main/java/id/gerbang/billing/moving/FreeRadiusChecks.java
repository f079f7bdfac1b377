package id.gerbang.billing.moving;

import id.gerbang.billing.http.Secret;
import id.gerbang.billing.moving.Account.Term;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What FreeRADIUS looks at before it lets an account in, of its own or of its group. */
final class FreeRadiusChecks {

  private static final DateTimeFormatter DAY =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("[d MMM uuuu][MMM d uuuu][d-MMM-uuuu][MMMM d uuuu][uuuu-MM-dd]")
          .toFormatter(Locale.ENGLISH);

  private final ZoneId zone;
  private final List<String> macs = new ArrayList<>();
  private final Map<Loss, String> losses = new EnumMap<>(Loss.class);
  private final List<String> notes = new ArrayList<>();
  private Optional<Secret> password = Optional.empty();
  private Optional<Integer> sessions = Optional.empty();
  private Optional<Instant> end = Optional.empty();
  private boolean endUnread;
  private boolean rejected;

  /**
   * @param zone of days that end
   */
  FreeRadiusChecks(List<Map<String, String>> rows, ZoneId zone) {
    this.zone = zone;
    rows.forEach(this::take);
  }

  private void take(Map<String, String> row) {
    String attribute = row.getOrDefault("attribute", "");
    String value = row.getOrDefault("value", "");
    switch (attribute.toLowerCase(Locale.ROOT)) {
      case "cleartext-password", "user-password" -> password = Optional.of(new Secret(value));
      case "simultaneous-use" ->
          sessions = value.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(value)) : sessions;
      case "expiration" -> expires(value);
      case "calling-station-id" -> caller(value);
      case "auth-type" -> rejected |= value.equalsIgnoreCase("reject");
      case "login-time" -> losses.put(Loss.HOURS, "Login-Time " + value);
      default -> other(attribute, value);
    }
  }

  private void other(String attribute, String value) {
    if (attribute.matches(
        "(?i)(crypt|md5|smd5|sha[0-9]*|ssha[0-9]*|nt|lm|pbkdf2)-password.*|(?i)password-with-header")) {
      notes.add(
          "its password is kept as %s, from which nobody can tell it: it needs a new one"
              .formatted(attribute));
    } else if (attribute.matches("(?i)max-.*|.*-limit(-gigawords)?")) {
      losses.merge(Loss.QUOTA, attribute + " " + value, (one, more) -> one + ", " + more);
    } else {
      notes.add("%s %s is not carried".formatted(attribute, value));
    }
  }

  private void caller(String value) {
    if (Written.isMac(value)) {
      macs.add(value);
    } else {
      notes.add("may log in from %s alone: not carried".formatted(value));
    }
  }

  /** A day alone ends when it begins, as FreeRADIUS has it. */
  private void expires(String written) {
    String plain = written.replaceAll(",|(?<=\\d)T(?=\\d)", " ").replaceAll(" +", " ").strip();
    int colon = plain.indexOf(':');
    String day = colon < 0 ? plain : plain.substring(0, plain.lastIndexOf(' ', colon)).strip();
    String time = colon < 0 ? "00:00:00" : plain.substring(plain.lastIndexOf(' ', colon)).strip();
    try {
      LocalDate date = LocalDate.parse(day, DAY);
      end =
          Optional.of(
              LocalDateTime.of(date, LocalTime.parse(time.length() == 5 ? time + ":00" : time))
                  .atZone(zone)
                  .toInstant());
    } catch (DateTimeException | StringIndexOutOfBoundsException e) {
      endUnread = true;
      notes.add(
          "Expiration %s is no day that is known how to read: not carried".formatted(written));
    }
  }

  Optional<Secret> password() {
    return password;
  }

  Optional<Integer> sessions() {
    return sessions;
  }

  /**
   * What the account does not say itself, its group says. An end that can't be read is not none.
   */
  Term term(FreeRadiusChecks group) {
    return endUnread || (end.isEmpty() && group.endUnread)
        ? new Term.Unknown()
        : end.or(() -> group.end).<Term>map(Term.Until::new).orElseGet(Term.Open::new);
  }

  List<String> macs() {
    return macs;
  }

  /** Whether nobody is let in, whatever the password. */
  boolean rejected() {
    return rejected;
  }

  Map<Loss, String> losses() {
    return losses;
  }

  List<String> notes() {
    return notes;
  }
}
