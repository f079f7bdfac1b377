package id.gerbang.billing.moving;

import id.gerbang.routeros.Row;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a person should know of a User Manager beside its users. */
final class Findings {

  private Findings() {}

  static List<String> of(Menus menus, List<Account> accounts, ZoneId there, Instant now) {
    List<String> findings = new ArrayList<>();
    findings.add(
        "%d users are told, and those that were made in batches are among them: nothing there tells them from others"
            .formatted(accounts.size()));
    long hidden = accounts.stream().filter(it -> it.password().isEmpty()).count();
    if (hidden > 0) {
      findings.add(
          "%d accounts are without a password: %s"
              .formatted(
                  hidden,
                  menus.live()
                      ? "the router's user has no policy sensitive, or they have none"
                      : "export with show-sensitive, which version 7 leaves out by itself"));
    }
    if (!menus.live()) {
      findings.add("an export tells no ends, sessions or payments: over the API they are read too");
    }
    menus
        .one(UserManagerSource.LICENCE)
        .ifPresent(it -> findings.addAll(Licences.words(it, spans(menus, there), now)));
    routers(menus).ifPresent(findings::add);
    return findings;
  }

  private static List<Licences.Span> spans(Menus menus, ZoneId there) {
    return Stream.concat(
            spans(menus.of(UserManager7.SESSIONS), "started", "ended", there),
            spans(menus.of(UserManager6.SESSIONS), "from-time", "till-time", there))
        .toList();
  }

  private static Stream<Licences.Span> spans(
      List<Row> sessions, String from, String till, ZoneId there) {
    return sessions.stream()
        .flatMap(
            row ->
                Written.time(row, from, there)
                    .map(begun -> new Licences.Span(begun, Written.time(row, till, there)))
                    .stream());
  }

  private static Optional<String> routers(Menus menus) {
    List<String> names =
        Stream.concat(
                menus.of(UserManager7.ROUTERS).stream(), menus.of(UserManager6.ROUTERS).stream())
            .map(
                it ->
                    it.get("name").orElse("")
                        + " "
                        + it.get("address").or(() -> it.get("ip-address")).orElse(""))
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of("routers that ask it, each to be cut over: " + String.join(", ", names));
  }
}
