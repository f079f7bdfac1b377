package id.gerbang.billing.setup;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.hub.RouterTunnel;
import id.gerbang.billing.hub.TunnelService;
import id.gerbang.billing.mend.AllOrNothing;
import id.gerbang.billing.mend.DifferenceWords;
import id.gerbang.billing.mend.ItemDifference;
import id.gerbang.billing.mend.ItemDifferenceView;
import id.gerbang.billing.mend.Mending;
import id.gerbang.billing.profile.HeldPools;
import id.gerbang.billing.router.RouterAccess;
import id.gerbang.billing.router.RouterRow;
import id.gerbang.billing.router.RouterService;
import id.gerbang.billing.router.RouterTurns;
import id.gerbang.billing.setup.SetupDao.SetupRow;
import id.gerbang.routeros.RouterAddress;
import id.gerbang.routeros.RouterOs;
import id.gerbang.routeros.Row;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Makes routers what they are to be over their API, and takes it back: all of it, or nothing. Only
 * objects with comments of ours are touched, and the two menus of settings that RADIUS needs. No
 * handle of the database's is held while a router is asked.
 */
public final class RouterSetups {

  private final Jdbi jdbi;
  private final Clock clock;
  private final RouterAccess access;
  private final RouterTurns turns;
  private final SetupService setups;
  private final AppliedTunnels tunnels;
  private final AllOrNothing allOrNothing;

  public RouterSetups(
      Jdbi jdbi, Clock clock, RouterAccess access, RouterTurns turns, SetupService setups) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.access = access;
    this.turns = turns;
    this.setups = setups;
    this.tunnels = new AppliedTunnels(jdbi, access);
    this.allOrNothing = new AllOrNothing(access);
  }

  /** A router that is to be changed. */
  private record Target(
      RouterRow router, RouterAddress address, SetupChoice choice, WantedSetup wanted) {}

  /** What was chosen before is read within the turn: nobody else's choice is lost. */
  AppliedSetup apply(Actor actor, Ref ref, ApplySetup request, Locale language) {
    long id = jdbi.withHandle(handle -> RouterService.id(handle, ref));
    return turns.alone(
        id,
        () -> {
          Target target = jdbi.inTransaction(handle -> target(handle, id, request));
          tunnels.requireItDoesNotCutUsOff(target.address(), id);
          AppliedSetup applied =
              run(actor, "router.apply-setup", target, request.isDryRun(), language);
          if (!request.isDryRun()) {
            tunnels.applied(target.address(), id);
            jdbi.useTransaction(handle -> applied(handle, id, target.choice(), actor.name()));
          }
          return applied;
        });
  }

  private void applied(Handle handle, long id, SetupChoice choice, String by) {
    Instant now = clock.instant();
    HeldPools.made(handle, id, choice.pools(), now, by);
    handle.attach(SetupDao.class).applied(id, SetupJson.text(choice), now, by);
  }

  private Target target(Handle handle, long id, ApplySetup request) {
    RouterRow router = RouterService.row(handle, Ref.id(id));
    SetupChoice choice = request.over(SetupService.last(handle, id));
    return new Target(
        router, access.entered(handle, id), choice, setups.wanted(handle, router, choice));
  }

  /** Removes what is ours, and puts settings back to what they were before the first time. */
  AppliedSetup takeBack(Actor actor, Ref ref, boolean dryRun, Locale language) {
    long id = jdbi.withHandle(handle -> RouterService.id(handle, ref));
    return turns.alone(
        id,
        () -> {
          Target target = jdbi.inTransaction(handle -> asBefore(handle, id));
          AppliedSetup taken = run(actor, "router.remove-setup", target, dryRun, language);
          if (!dryRun) {
            jdbi.useTransaction(
                handle -> {
                  handle.attach(SetupDao.class).forget(id);
                  TunnelService.gone(handle, id);
                });
          }
          return taken;
        });
  }

  private Target asBefore(Handle handle, long id) {
    RouterRow router = RouterService.row(handle, Ref.id(id));
    SetupRow kept = kept(handle, router);
    if (TunnelService.of(handle, id).filter(RouterTunnel::isRouters).isPresent()) {
      throw Problem.conflict(
          "The router is asked by its tunnel, which this would take away with all else: give it another address first, or import action=remove at the router.");
    }
    return new Target(
        router,
        access.entered(handle, id),
        SetupChoice.NONE,
        WantedSetup.of(SetupJson.before(kept), TunnelService.kind(handle, id)));
  }

  private AppliedSetup run(
      Actor actor, String action, Target target, boolean dryRun, Locale language) {
    DifferenceWords words = new DifferenceWords(language);
    Mending work = target.wanted().mending();
    List<ItemDifference> first = allOrNothing.look(target.address(), work);
    Map<String, Row> before = access.ask(target.address(), RouterSetups::settings);
    List<ItemDifferenceView> foreign =
        words.views(first.stream().filter(difference -> !difference.isOurs()).toList());
    if (dryRun) {
      return new AppliedSetup(
          target.router().id(),
          true,
          words.views(first.stream().filter(ItemDifference::isOurs).toList()),
          foreign);
    }
    note(actor, action, target, first, before);
    List<ItemDifference> made = make(target, work);
    return new AppliedSetup(target.router().id(), false, words.views(made), foreign);
  }

  /** Whatever comes of it, it is known what was to be sent and what stood there before. */
  private void note(
      Actor actor,
      String action,
      Target target,
      List<ItemDifference> changes,
      Map<String, Row> before) {
    jdbi.useTransaction(
        handle -> {
          handle.attach(SetupDao.class).begin(target.router().id(), SetupJson.text(before));
          Audit.write(
              handle,
              clock.instant(),
              actor,
              action,
              "router:" + target.router().id(),
              Map.of(
                  "name",
                  target.router().name(),
                  "commands",
                  changes.stream()
                      .filter(ItemDifference::isOurs)
                      .map(ItemDifference::command)
                      .toList()));
        });
  }

  private List<ItemDifference> make(Target target, Mending work) {
    return allOrNothing.make(
        target.address(),
        work,
        () -> jdbi.withHandle(handle -> setups.secrets(handle, target.router())),
        () -> jdbi.useExtension(SetupDao.class, dao -> dao.neverBegun(target.router().id())));
  }

  static SetupRow kept(Handle handle, RouterRow router) {
    return handle
        .attach(SetupDao.class)
        .find(router.id())
        .orElseThrow(() -> Problem.conflict("Nothing was applied to this router from here."));
  }

  private static Map<String, Row> settings(RouterOs router) {
    Map<String, Row> settings = new LinkedHashMap<>();
    for (String menu : SetupJson.SETTINGS.keySet()) {
      Optional<Row> row = router.print(menu, List.of()).stream().findFirst();
      row.ifPresent(told -> settings.put(menu, told));
    }
    return settings;
  }
}
