package id.gerbang.billing.moving;

import id.gerbang.billing.grant.AttributeField;
import id.gerbang.billing.http.FieldError;
import id.gerbang.billing.moving.Account.Term;
import id.gerbang.billing.past.Past;
import id.gerbang.routeros.Row;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * User Manager of RouterOS 6. Which profile a user has is told over the API alone, and when it ends
 * nowhere.
 */
final class UserManager6 {

  static final String USERS = "/tool/user-manager/user";
  static final String SESSIONS = "/tool/user-manager/session";
  static final String ROUTERS = "/tool/user-manager/router";
  private static final String PROFILES = "/tool/user-manager/profile";
  private static final String LIMITATIONS = "/tool/user-manager/profile/limitation";
  private static final String LINKS = "/tool/user-manager/profile/profile-limitation";

  static final List<String> MENUS = List.of(USERS, PROFILES, LIMITATIONS, LINKS, SESSIONS, ROUTERS);

  private final Menus menus;
  private final Counters counters;
  private final Map<String, Row> profiles;
  private final Map<String, Tariff> tariffs = new HashMap<>();

  /**
   * @param zone of the router's clock
   */
  UserManager6(Menus menus, ZoneId zone) {
    counters = new Counters(menus, zone);
    this.menus = menus;
    profiles = UserManager7.named(menus.of(PROFILES));
    Map<String, Row> limitations = UserManager7.named(menus.of(LIMITATIONS));
    Map<String, List<Row>> links =
        menus.of(LINKS).stream().collect(Collectors.groupingBy(it -> it.get("profile").orElse("")));
    profiles.forEach(
        (name, profile) ->
            tariffs.put(
                name,
                new Limits(links.getOrDefault(name, List.of()), limitations)
                    .tariff(name, profile.get("price"), Written.duration(profile, "validity"))));
  }

  Moved moved(Past past, List<String> findings) {
    List<Account> accounts = menus.of(USERS).stream().map(this::account).toList();
    accounts.forEach(it -> tariffs.computeIfAbsent(it.tariff(), Tariff::untold));
    return new Moved(accounts, tariffs, past, findings);
  }

  static String name(Row user) {
    return user.get("username").or(() -> user.get("name")).orElse("");
  }

  private Account account(Row user) {
    String name = name(user);
    String profile = Written.text(user, "actual-profile").orElse("");
    Optional<String> caller = Written.text(user, "caller-id");
    List<String> notes = new ArrayList<>();
    caller
        .filter(it -> !it.equals("bind") && !Written.isMac(it))
        .ifPresent(it -> notes.add("may log in from %s alone: not carried".formatted(it)));
    used(user, profile).ifPresent(notes::add);
    counters.words(user).ifPresent(notes::add);
    return new Account(
        UserManagerSource.ACCOUNT + name,
        name,
        Written.password(user, "password"),
        Written.person(user, name),
        Optional.empty(),
        profile,
        Written.text(user, "ip-address")
            .map(it -> new AttributeField("Framed-IP-Address", it))
            .stream()
            .toList(),
        UserManager7.sessions(user, Optional.ofNullable(profiles.get(profile))),
        caller.filter(Written::isMac).stream().toList(),
        caller.filter("bind"::equals).isPresent(),
        term(user, profile),
        Map.of(),
        leftOut(user, profile),
        notes);
  }

  private Optional<String> used(Row user, String profile) {
    long down = Written.number(user, "download-used");
    long up = Written.number(user, "upload-used");
    boolean limited =
        tariffs.getOrDefault(profile, Tariff.untold("")).losses().containsKey(Loss.QUOTA);
    return limited && down + up > 0
        ? Optional.of(
            "has used %d octets down and %d up of its profile's limits: not carried"
                .formatted(down, up))
        : Optional.empty();
  }

  private Term term(Row user, String name) {
    Optional<Row> profile = Optional.ofNullable(profiles.get(name));
    Optional<Duration> validity =
        profile.flatMap(it -> Written.duration(it, "validity")).filter(it -> !it.isZero());
    if (profile.isPresent() && validity.isEmpty()) {
      return new Term.Open();
    }
    boolean fromFirst =
        profile.filter(it -> "logon".equals(it.get("starts-at").orElse(""))).isPresent();
    boolean never = "never".equals(user.get("last-seen").orElse(""));
    return menus.live() && fromFirst && never ? new Term.FromFirstLogin() : new Term.Unknown();
  }

  private Optional<FieldError> leftOut(Row user, String profile) {
    if (user.isTrue("disabled")) {
      return Optional.of(new FieldError("username", "is disabled there"));
    }
    return menus.live() && profile.isEmpty()
        ? Optional.of(new FieldError("plan", "is none there: without a profile nobody may log in"))
        : Optional.empty();
  }
}
