package id.gerbang.billing.router;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.core.seal.Sealer;
import id.gerbang.routeros.Condition;
import id.gerbang.routeros.Password;
import id.gerbang.routeros.RouterAddress;
import id.gerbang.routeros.RouterOs;
import id.gerbang.routeros.RouterOsException;
import id.gerbang.routeros.Row;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Makes the user by which we ask a router: of a group that may do what we do and no more, from our
 * addresses only, with a password that nobody has seen. Once it is let in, it takes the place of
 * whoever's login was typed here, whose password is then no longer kept.
 */
public final class RouterUserService {

  /** Of the user and of its group. */
  static final String NAME = "gerbang-api";

  private static final String COMMENT = "isp:access:user";
  private static final String USER = "/user";
  private static final String GROUP = "/user/group";
  private static final int PASSWORD_LENGTH = 32;
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final Jdbi jdbi;
  private final Clock clock;
  private final Sealer sealer;
  private final RouterAccess access;
  private final RouterTurns turns;
  private final RouterService routers;
  private final SecureRandom random = new SecureRandom();

  public RouterUserService(
      Jdbi jdbi,
      Clock clock,
      Sealer sealer,
      RouterAccess access,
      RouterTurns turns,
      RouterService routers) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.sealer = sealer;
    this.access = access;
    this.turns = turns;
    this.routers = routers;
  }

  RouterView make(Actor actor, Ref ref, OwnRouterUser request, Locale language) {
    List<String> given = checked(request);
    RouterRow router = jdbi.withHandle(handle -> RouterService.row(handle, ref));
    RouterAddress typed = jdbi.withHandle(handle -> access.entered(handle, router.id()));
    return turns.alone(
        router.id(),
        () -> {
          Password password = password();
          try {
            List<String> from = given.isEmpty() ? access.use(typed, it -> seen(it, typed)) : given;
            note(actor, router, from);
            enter(typed, router, from, password);
          } catch (RouterOsException e) {
            throw RouterAccess.problem(e);
          }
          return jdbi.inTransaction(
              handle -> {
                keep(handle, router, password);
                return routers.find(handle, Ref.id(router.id()), language);
              });
        });
  }

  private static List<String> checked(OwnRouterUser request) {
    List<String> addresses = Objects.requireNonNullElse(request.addresses(), List.of());
    Checks checks = new Checks();
    for (int i = 0; i < addresses.size(); i++) {
      checks.address(addresses.get(i), "addresses[" + i + "]");
    }
    checks.done();
    return addresses;
  }

  /** From where the router sees us: not always an address that this machine has. */
  private static List<String> seen(RouterOs router, RouterAddress typed) {
    List<String> seen =
        router
            .print(
                "/user/active", List.of("name", "address"), Condition.equal("name", typed.user()))
            .stream()
            .flatMap(row -> row.get("address").stream())
            .filter(address -> !address.isEmpty())
            .distinct()
            .toList();
    if (seen.isEmpty()) {
      throw Problem.unprocessable(
          "addresses", "is missing: the router does not tell from where it sees this server");
    }
    return seen;
  }

  private void note(Actor actor, RouterRow router, List<String> from) {
    jdbi.useTransaction(
        handle ->
            Audit.write(
                handle,
                clock.instant(),
                actor,
                "router.own-user",
                "router:" + router.id(),
                Map.of(
                    "name",
                    router.name(),
                    "user",
                    NAME,
                    "policies",
                    policies(router),
                    "addresses",
                    from,
                    "instead",
                    Objects.requireNonNullElse(router.apiUsername(), ""))));
  }

  /** Made, and tried by a login of its own: what does not let us in is removed again. */
  private void enter(RouterAddress typed, RouterRow router, List<String> from, Password password) {
    List<RouterChange> undo = new ArrayList<>();
    try {
      access.use(
          typed,
          it -> {
            made(it, router, from, password, undo);
            return true;
          });
      try (RouterOs own = RouterOs.open(typed.as(NAME, password))) {
        own.print("/system/resource", List.of("version"));
      }
    } catch (RouterOsException | Problem e) {
      takeBack(typed, undo);
      throw e;
    }
  }

  private static void made(
      RouterOs it,
      RouterRow router,
      List<String> from,
      Password password,
      List<RouterChange> undo) {
    Optional<Row> user =
        it.print(USER, List.of("name", "comment"), Condition.equal("name", NAME)).stream()
            .findFirst();
    if (user.isPresent() && !user.get().get("comment").equals(Optional.of(COMMENT))) {
      throw Problem.conflict(
          "There is a user %s on the router already, which is not ours: rename it."
              .formatted(NAME));
    }
    OwnUserGroup.require(it, user.isPresent(), policies(router));
    String policies = String.join(",", policies(router));
    if (it.print(GROUP, List.of("name"), Condition.equal("name", NAME)).isEmpty()) {
      undo.add(RouterChange.removeWhere(GROUP, "name", NAME));
      RouterChange.add(GROUP, "name", NAME, "policy", policies).make(it);
    } else {
      RouterChange.setWhere(GROUP, "name", List.of(NAME), "policy", policies).make(it);
    }
    String[] properties = {
      "group",
      NAME,
      "address",
      String.join(",", from),
      "password",
      password.clear(),
      "disabled",
      "no",
      "comment",
      COMMENT
    };
    if (user.isPresent()) {
      RouterChange.setWhere(USER, "name", List.of(NAME), properties).make(it);
    } else {
      undo.add(0, RouterChange.removeWhere(USER, "name", NAME));
      List<String> all = new ArrayList<>(List.of("name", NAME));
      all.addAll(List.of(properties));
      RouterChange.add(USER, all.toArray(String[]::new)).make(it);
    }
  }

  /** What is left there opens nothing for anybody: nobody knows the password. */
  private void takeBack(RouterAddress typed, List<RouterChange> undo) {
    for (RouterChange change : undo) {
      try {
        access.use(
            typed,
            it -> {
              change.make(it);
              return true;
            });
      } catch (RouterOsException e) {
        return;
      }
    }
  }

  private void keep(Handle handle, RouterRow router, Password password) {
    handle
        .attach(RouterDao.class)
        .ownUser(
            router.id(),
            NAME,
            sealer.seal(
                password.clear().getBytes(UTF_8), RouterService.sealedTo(router.id(), "api")),
            clock.instant());
  }

  /**
   * Without {@code policy}: it can't give itself more. Without {@code sensitive}: it reads no
   * passwords.
   */
  private static List<String> policies(RouterRow router) {
    return List.of(
        "read",
        "write",
        "test",
        "reboot",
        "rest".equals(router.apiProtocol()) ? "rest-api" : "api");
  }

  private Password password() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < PASSWORD_LENGTH; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return new Password(text.toString());
  }
}
