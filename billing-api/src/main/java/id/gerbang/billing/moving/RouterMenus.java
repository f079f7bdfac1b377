package id.gerbang.billing.moving;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.router.RouterAccess;
import id.gerbang.billing.router.RouterRow;
import id.gerbang.billing.router.RouterService;
import id.gerbang.routeros.RouterAddress;
import id.gerbang.routeros.RouterOs;
import id.gerbang.routeros.RouterOsException;
import id.gerbang.routeros.Row;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Reads whole menus of routers of ours over their API; it prints, and does nothing else. */
public final class RouterMenus {

  private final Jdbi jdbi;
  private final Clock clock;
  private final RouterAccess access;

  public RouterMenus(Jdbi jdbi, Clock clock, RouterAccess access) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.access = access;
  }

  /**
   * Those of the menus that the router has.
   *
   * @throws Problem it can't be asked, or does not tell one of them
   */
  Menus read(Ref router, List<String> menus, Actor actor) {
    RouterAddress address = jdbi.inTransaction(handle -> address(handle, router, actor));
    Map<String, List<Row>> told = new HashMap<>();
    for (String menu : menus) {
      try {
        told.put(menu, access.use(address, open -> rows(open, menu)));
      } catch (RouterOsException e) {
        switch (e.kind()) {
          case NO_SUCH_COMMAND, NO_SUCH_ITEM -> {
            // Not of this version, or its package is not there.
          }
          default ->
              throw Problem.conflict(
                  "The router could not be read (%s): %s".formatted(menu, e.getMessage()));
        }
      }
    }
    return new Menus(told, Optional.of(address.host()));
  }

  /** Of sessions version 6 tells where they were in detail alone. */
  private static List<Row> rows(RouterOs open, String menu) {
    return menu.equals(UserManager6.SESSIONS)
        ? open.run(menu + "/print", Map.of("detail", ""))
        : open.print(menu, List.of());
  }

  private RouterAddress address(Handle handle, Ref ref, Actor actor) {
    RouterRow router = RouterService.row(handle, ref);
    RouterAddress address =
        access
            .address(handle, router.id())
            .orElseThrow(
                () ->
                    Problem.conflict(
                        "router", "has no access to its API: enter api {…} and an address"));
    // Its passwords are about to be read: who did so is known also where nothing comes of it.
    Audit.write(
        handle,
        clock.instant(),
        actor,
        "router.read-accounts",
        "router:" + router.id(),
        Map.of("name", router.name()));
    return address;
  }
}
