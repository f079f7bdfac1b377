package id.gerbang.billing.moving;

import id.gerbang.billing.grant.AttributeField;
import id.gerbang.billing.http.FieldError;
import id.gerbang.billing.moving.Account.Term;
import id.gerbang.billing.past.Past;
import id.gerbang.routeros.Row;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * User Manager of RouterOS 7. While {@code use-profiles} is off, an account has what it says itself
 * and what its group says, and profiles mean nothing; while it is on, who has no profile may not
 * log in, and of several one counts at a time.
 */
final class UserManager7 {

  static final String USERS = "/user-manager/user";
  static final String SETTINGS = "/user-manager";
  static final String SESSIONS = "/user-manager/session";
  static final String PAYMENTS = "/user-manager/payment";
  static final String ROUTERS = "/user-manager/router";
  private static final String GROUPS = "/user-manager/user/group";
  private static final String PROFILES = "/user-manager/profile";
  private static final String LIMITATIONS = "/user-manager/limitation";
  private static final String LINKS = "/user-manager/profile-limitation";
  private static final String ASSIGNED = "/user-manager/user-profile";

  static final List<String> MENUS =
      List.of(
          SETTINGS,
          USERS,
          GROUPS,
          PROFILES,
          LIMITATIONS,
          LINKS,
          ASSIGNED,
          SESSIONS,
          PAYMENTS,
          ROUTERS);

  private final Menus menus;
  private final ZoneId zone;
  private final boolean byProfiles;
  private final Map<String, Row> groups;
  private final Map<String, Row> profiles;
  private final Map<String, List<Row>> assigned;
  private final Map<String, List<Row>> sessions;
  private final Map<String, Tariff> ofProfiles;

  /**
   * @param zone of the router's clock
   */
  UserManager7(Menus menus, ZoneId zone) {
    this.menus = menus;
    this.zone = zone;
    byProfiles = menus.one(SETTINGS).map(it -> it.isTrue("use-profiles")).orElse(false);
    groups = named(menus.of(GROUPS));
    profiles = named(menus.of(PROFILES));
    assigned = byUser(menus.of(ASSIGNED));
    sessions = byUser(menus.of(SESSIONS));
    ofProfiles = byProfiles ? ofProfiles() : Map.of();
  }

  private static Map<String, List<Row>> byUser(List<Row> rows) {
    return rows.stream().collect(Collectors.groupingBy(it -> it.get("user").orElse("")));
  }

  boolean byProfiles() {
    return byProfiles;
  }

  static Map<String, Row> named(List<Row> rows) {
    Map<String, Row> named = new HashMap<>();
    rows.forEach(row -> named.put(row.get("name").orElse(""), row));
    return named;
  }

  private Map<String, Tariff> ofProfiles() {
    Map<String, Row> limitations = named(menus.of(LIMITATIONS));
    Map<String, List<Row>> links =
        menus.of(LINKS).stream().collect(Collectors.groupingBy(it -> it.get("profile").orElse("")));
    Map<String, Tariff> tariffs = new HashMap<>();
    profiles.forEach(
        (name, profile) ->
            tariffs.put(
                name,
                new Limits(links.getOrDefault(name, List.of()), limitations)
                    .tariff(name, profile.get("price"), Written.duration(profile, "validity"))));
    return tariffs;
  }

  Moved moved(Past past, List<String> findings) {
    List<Account> accounts = menus.of(USERS).stream().map(this::account).toList();
    Map<String, Tariff> tariffs = new HashMap<>(ofProfiles);
    // A group is no more than a name: what it answers is its accounts' own.
    accounts.forEach(it -> tariffs.computeIfAbsent(it.tariff(), Tariff::untold));
    return new Moved(accounts, tariffs, past, findings);
  }

  private Account account(Row user) {
    String name = user.get("name").orElse("");
    String group = Written.text(user, "group").orElse("default");
    Bought bought = new Bought(assigned.getOrDefault(name, List.of()), zone, menus.live());
    Optional<Row> current = byProfiles ? bought.current() : Optional.empty();
    Optional<Row> profile =
        current.flatMap(it -> Optional.ofNullable(profiles.get(Bought.profile(it))));
    List<String> notes = new ArrayList<>();
    Map<Loss, String> losses = new EnumMap<>(Loss.class);
    Written.password(user, "otp-secret")
        .ifPresent(secret -> losses.put(Loss.SECOND_FACTOR, "a one-time code behind its password"));
    Term term = byProfiles ? bought.term(current, profile, notes) : new Term.Open();
    current.ifPresent(it -> used(name, bought, it, profile).ifPresent(notes::add));
    Optional<String> caller = Written.text(user, "caller-id");
    caller
        .filter(it -> !Written.isMac(it))
        .ifPresent(it -> notes.add("may log in from %s alone: not carried".formatted(it)));
    return new Account(
        UserManagerSource.ACCOUNT + name,
        name,
        Written.password(user, "password"),
        Written.person(user, name),
        Optional.empty(),
        byProfiles ? current.map(Bought::profile).orElse("") : group,
        reply(user, group),
        sessions(user, profile),
        caller.filter(Written::isMac).stream().toList(),
        false,
        term,
        losses,
        leftOut(user, current),
        notes);
  }

  /** Its own come instead of its group's of the same name. */
  private List<AttributeField> reply(Row user, String group) {
    List<AttributeField> own = Written.attributes(user);
    List<String> names =
        own.stream().map(it -> String.valueOf(it.name()).toLowerCase(Locale.ROOT)).toList();
    List<AttributeField> reply = new ArrayList<>(own);
    Optional.ofNullable(groups.get(group)).stream()
        .flatMap(it -> Written.attributes(it).stream())
        .filter(it -> !names.contains(String.valueOf(it.name()).toLowerCase(Locale.ROOT)))
        .forEach(reply::add);
    return reply;
  }

  static Optional<Integer> sessions(Row user, Optional<Row> profile) {
    String said =
        profile
            .flatMap(it -> Written.text(it, "override-shared-users"))
            .filter(it -> !it.equals("off"))
            .or(() -> Written.text(user, "shared-users"))
            .orElse("1");
    return said.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(said)) : Optional.empty();
  }

  private Optional<FieldError> leftOut(Row user, Optional<Row> current) {
    if (user.isTrue("disabled")) {
      return Optional.of(new FieldError("username", "is disabled there"));
    }
    return byProfiles && current.isEmpty()
        ? Optional.of(new FieldError("plan", "is none there: without a profile nobody may log in"))
        : Optional.empty();
  }

  /** What counts against the limits of the profile that counts, so far. */
  private Optional<String> used(String name, Bought bought, Row current, Optional<Row> profile) {
    Instant from =
        bought
            .end(current)
            .flatMap(end -> profile.flatMap(it -> Written.duration(it, "validity")).map(end::minus))
            .orElse(Instant.MIN);
    List<Row> counted =
        sessions.getOrDefault(name, List.of()).stream()
            .filter(it -> !Written.time(it, "started", zone).orElse(Instant.MAX).isBefore(from))
            .toList();
    boolean limited =
        ofProfiles
            .getOrDefault(Bought.profile(current), Tariff.untold(""))
            .losses()
            .containsKey(Loss.QUOTA);
    return limited && !counted.isEmpty()
        ? Optional.of(
            "has used %d octets down and %d up of its profile's limits: not carried"
                .formatted(sum(counted, "download"), sum(counted, "upload")))
        : Optional.empty();
  }

  private static long sum(List<Row> rows, String property) {
    return rows.stream().mapToLong(it -> Written.number(it, property)).sum();
  }
}
