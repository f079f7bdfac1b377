package id.gerbang.billing.moving;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import id.gerbang.billing.grant.AttributeField;
import id.gerbang.billing.http.FieldError;
import id.gerbang.billing.http.Secret;
import id.gerbang.billing.imports.Choices;
import id.gerbang.billing.imports.Intake;
import id.gerbang.billing.imports.Source;
import id.gerbang.billing.moving.Account.Person;
import id.gerbang.billing.moving.Account.Term;
import id.gerbang.billing.past.Past;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * FreeRADIUS's SQL tables, with daloRADIUS's of who somebody is where they are. Groups are the
 * plans; of several the first by priority.
 */
public final class FreeRadiusSource implements Source {

  /** What the ids of its accounts begin with here. */
  static final String ACCOUNT = "freeradius:";

  private static final String NO_GROUP = "(no group)";

  private static final Set<String> TABLES =
      Set.of("radcheck", "radreply", "radgroupcheck", "radgroupreply", "radusergroup", "userinfo");

  private static final DateTimeFormatter DAY =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("[d MMM uuuu][MMM d uuuu][d-MMM-uuuu][MMMM d uuuu][uuuu-MM-dd]")
          .toFormatter(Locale.ENGLISH);

  private final ZoneId zone;

  public FreeRadiusSource(ZoneId zone) {
    this.zone = zone;
  }

  @Override
  public Intake file(byte[] content, Choices choices) {
    Tables tables = Tables.of(content, TABLES, "radcheck");
    return AccountsIntake.of(new Reading(tables).moved(new FreeRadiusPast(content, zone)), choices);
  }

  /** One dump. */
  private final class Reading {

    private final Tables tables;
    private final Map<String, List<Map<String, String>>> checks;
    private final Map<String, List<Map<String, String>>> replies;
    private final Map<String, List<Map<String, String>>> groupChecks;
    private final Map<String, List<Map<String, String>>> groupReplies;
    private final Map<String, List<Map<String, String>>> groups;
    private final Map<String, List<Map<String, String>>> people;

    Reading(Tables tables) {
      this.tables = tables;
      checks = by("radcheck", "username");
      replies = by("radreply", "username");
      groupChecks = by("radgroupcheck", "groupname");
      groupReplies = by("radgroupreply", "groupname");
      groups = by("radusergroup", "username");
      people = by("userinfo", "username");
    }

    private Map<String, List<Map<String, String>>> by(String table, String column) {
      return tables.of(table).stream()
          .collect(
              groupingBy(row -> Tables.text(row, column).orElse(""), LinkedHashMap::new, toList()));
    }

    Moved moved(Past past) {
      List<Account> accounts =
          checks.keySet().stream().filter(it -> !it.isEmpty()).map(this::account).toList();
      Map<String, Tariff> tariffs = new HashMap<>();
      accounts.forEach(it -> tariffs.computeIfAbsent(it.tariff(), this::tariff));
      return new Moved(accounts, tariffs, past, List.of());
    }

    private Tariff tariff(String name) {
      Map<Loss, String> losses = new EnumMap<>(Loss.class);
      List<String> notes = new ArrayList<>();
      Checked checked = new Checked();
      groupChecks.getOrDefault(name, List.of()).forEach(checked::take);
      losses.putAll(checked.losses);
      notes.addAll(checked.notes);
      return new Tariff(
          name,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          attributes(groupReplies.getOrDefault(name, List.of())),
          losses,
          List.of(),
          notes);
    }

    private Account account(String username) {
      List<String> names =
          groups.getOrDefault(username, List.of()).stream()
              .sorted(Comparator.comparing(row -> priority(row)))
              .map(row -> row.getOrDefault("groupname", ""))
              .toList();
      String group = names.isEmpty() ? NO_GROUP : names.get(0);
      Checked own = new Checked();
      checks.getOrDefault(username, List.of()).forEach(own::take);
      Checked ofGroup = new Checked();
      groupChecks.getOrDefault(group, List.of()).forEach(ofGroup::take);
      if (names.size() > 1) {
        own.notes.add(
            "is in %s too: not carried"
                .formatted(String.join(", ", names.subList(1, names.size()))));
      }
      Optional<Instant> end = own.end.or(() -> ofGroup.end);
      return new Account(
          ACCOUNT + username,
          username,
          own.password,
          person(username),
          Optional.empty(),
          group,
          attributes(replies.getOrDefault(username, List.of())),
          own.sessions.or(() -> ofGroup.sessions),
          own.macs,
          false,
          own.endUnread || (own.end.isEmpty() && ofGroup.endUnread)
              ? new Term.Unknown()
              : end.<Term>map(Term.Until::new).orElseGet(Term.Open::new),
          own.losses,
          own.rejected || ofGroup.rejected
              ? Optional.of(new FieldError("username", "is refused there (Auth-Type Reject)"))
              : Optional.empty(),
          own.notes);
    }

    private static int priority(Map<String, String> group) {
      return Tables.text(group, "priority")
          .filter(it -> it.matches("[0-9]{1,9}"))
          .map(Integer::valueOf)
          .orElse(1);
    }

    private Person person(String username) {
      Map<String, String> info =
          people.getOrDefault(username, List.of()).stream().findFirst().orElse(Map.of());
      String name =
          (Tables.text(info, "firstname").orElse("")
                  + " "
                  + Tables.text(info, "lastname").orElse(""))
              .strip();
      return new Person(
          name.isEmpty() ? username : name,
          Tables.text(info, "mobilephone").or(() -> Tables.text(info, "homephone")),
          Tables.text(info, "email"),
          Tables.text(info, "address"),
          Tables.text(info, "city"));
    }
  }

  private static List<AttributeField> attributes(List<Map<String, String>> rows) {
    return rows.stream()
        .map(
            row ->
                new AttributeField(
                    row.getOrDefault("attribute", ""), row.getOrDefault("value", "")))
        .toList();
  }

  /** What is looked at before somebody is let in. */
  private final class Checked {

    private Optional<Secret> password = Optional.empty();
    private Optional<Integer> sessions = Optional.empty();
    private Optional<Instant> end = Optional.empty();
    private final List<String> macs = new ArrayList<>();
    private final Map<Loss, String> losses = new EnumMap<>(Loss.class);
    private final List<String> notes = new ArrayList<>();
    private boolean endUnread;
    private boolean rejected;

    void take(Map<String, String> row) {
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
      String plain = written.replaceAll("[,T]", " ").replaceAll(" +", " ").strip();
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
  }
}
