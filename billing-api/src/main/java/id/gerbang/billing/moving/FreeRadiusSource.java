package id.gerbang.billing.moving;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import id.gerbang.billing.grant.AttributeField;
import id.gerbang.billing.http.FieldError;
import id.gerbang.billing.imports.Choices;
import id.gerbang.billing.imports.Intake;
import id.gerbang.billing.imports.Source;
import id.gerbang.billing.moving.Account.Person;
import id.gerbang.billing.past.Past;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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
      FreeRadiusChecks checked = checks(groupChecks, name);
      return new Tariff(
          name,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          attributes(groupReplies.getOrDefault(name, List.of())),
          checked.losses(),
          List.of(),
          checked.notes());
    }

    private FreeRadiusChecks checks(Map<String, List<Map<String, String>>> rows, String of) {
      return new FreeRadiusChecks(rows.getOrDefault(of, List.of()), zone);
    }

    private Account account(String username) {
      List<String> names =
          groups.getOrDefault(username, List.of()).stream()
              .sorted(Comparator.comparing(row -> priority(row)))
              .map(row -> row.getOrDefault("groupname", ""))
              .toList();
      String group = names.isEmpty() ? NO_GROUP : names.get(0);
      FreeRadiusChecks own = checks(checks, username);
      FreeRadiusChecks ofGroup = checks(groupChecks, group);
      List<String> notes = new ArrayList<>(own.notes());
      if (names.size() > 1) {
        notes.add(
            "is in %s too: not carried"
                .formatted(String.join(", ", names.subList(1, names.size()))));
      }
      return new Account(
          ACCOUNT + username,
          username,
          own.password(),
          person(username),
          Optional.empty(),
          group,
          attributes(replies.getOrDefault(username, List.of())),
          own.sessions().or(ofGroup::sessions),
          own.macs(),
          false,
          own.term(ofGroup),
          own.losses(),
          own.rejected() || ofGroup.rejected()
              ? Optional.of(new FieldError("username", "is refused there (Auth-Type Reject)"))
              : Optional.empty(),
          notes);
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
}
