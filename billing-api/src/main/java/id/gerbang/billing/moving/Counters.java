package id.gerbang.billing.moving;

import id.gerbang.billing.past.PastCounter;
import id.gerbang.routeros.Row;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What User Manager 6 counts of users whose sessions it does not tell. Since when it counts nobody
 * tells either: all of it was used by the time when a user was last seen.
 *
 * @param told users whose sessions are told
 * @param zone of the router's clock
 */
record Counters(Set<String> told, ZoneId zone) {

  Counters(Menus menus, ZoneId zone) {
    this(
        menus.of(UserManager6.SESSIONS).stream()
            .map(it -> it.get("user").orElse(""))
            .collect(Collectors.toSet()),
        zone);
  }

  static List<PastCounter> of(Menus menus, ZoneId zone) {
    Counters counters = new Counters(menus, zone);
    return menus.of(UserManager6.USERS).stream()
        .flatMap(user -> counters.of(user).stream())
        .toList();
  }

  Optional<PastCounter> of(Row user) {
    String name = UserManager6.name(user);
    long down = Written.number(user, "download-used");
    long up = Written.number(user, "upload-used");
    return told.contains(name) || down + up == 0
        ? Optional.empty()
        : Written.time(user, "last-seen", zone)
            .map(seen -> new PastCounter(UserManagerSource.ACCOUNT + name, name, seen, up, down));
  }

  Optional<String> words(Row user) {
    return of(user)
        .map(
            it ->
                "its sessions are not told: %d octets down and %d up in %d h, since a day that is not told, count as used on %s"
                    .formatted(
                        it.outputOctets(),
                        it.inputOctets(),
                        Written.duration(user, "uptime-used").orElse(Duration.ZERO).toHours(),
                        LocalDate.ofInstant(it.seenAt(), zone)));
  }
}
