package id.gerbang.billing.backup;

import id.gerbang.billing.backup.LinkWork.SideWork;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.mend.AllOrNothing;
import id.gerbang.billing.mend.DifferenceWords;
import id.gerbang.billing.mend.ItemDifference;
import id.gerbang.billing.mend.Mending;
import id.gerbang.billing.mend.Wanted;
import id.gerbang.billing.router.RouterAccess;
import id.gerbang.billing.router.RouterTurns;
import id.gerbang.routeros.RouterAddress;
import id.gerbang.routeros.RouterOsException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Makes halves of links on their routers over the API and takes them away: all of a half or
 * nothing, one at a time on a router. No handle of the database's is held while a router is asked.
 */
final class LinkWorks {

  private final Jdbi jdbi;
  private final Clock clock;
  private final RouterAccess access;
  private final RouterTurns turns;
  private final BackupLinkService links;
  private final AllOrNothing allOrNothing;

  LinkWorks(
      Jdbi jdbi, Clock clock, RouterAccess access, RouterTurns turns, BackupLinkService links) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.access = access;
    this.turns = turns;
    this.links = links;
    this.allOrNothing = new AllOrNothing(access);
  }

  /** A half on a router that is to be changed. */
  private record Target(BackupLink link, RouterAddress address, Wanted wanted, Password password) {}

  /** A half is made as it is to be; what is so already stays. */
  SideWork make(
      Actor actor, Ref ref, Side side, @Nullable LoginMode mode, boolean dryRun, Locale language) {
    BackupLink link = jdbi.withHandle(handle -> links.find(handle, ref));
    Long router = side == Side.POP ? link.pop().routerId() : link.customerRouterId();
    if (router == null) {
      throw Problem.conflict(
          "side",
          "has no router that we know: enter it, or say byHand once the script is imported");
    }
    return turns.alone(
        router,
        () -> {
          Target target =
              jdbi.inTransaction(handle -> toMake(handle, Ref.id(link.id()), side, router, mode));
          SideWork done =
              change(actor, "backup-link.apply", side, router, target, dryRun, language);
          if (!dryRun) {
            jdbi.useTransaction(handle -> made(handle, target.link(), side, router, mode, actor));
          }
          return done;
        });
  }

  private Target toMake(Handle handle, Ref ref, Side side, long router, @Nullable LoginMode given) {
    BackupLink link = links.findLive(handle, ref);
    LoginMode mode = given == null ? link.loginMode() : given;
    Password password = links.password(link);
    boolean asksRadius =
        mode == LoginMode.RADIUS
            || handle.attach(BackupLinkDao.class).isRadiusAsked(link.pop().id(), link.id());
    LinkHalves halves =
        new LinkHalves(
            link, standing(handle, link), mode, asksRadius ? LoginMode.RADIUS : LoginMode.SECRET);
    boolean mayBeAnother = !links.state(handle, link).side(side).state().equals("made");
    return new Target(
        link, access.entered(handle, router), halves.made(side, password, mayBeAnother), password);
  }

  /** What was sent, though the link may be another one by now. */
  private void made(
      Handle handle,
      BackupLink sent,
      Side side,
      long router,
      @Nullable LoginMode mode,
      Actor actor) {
    if (mode != null) {
      handle.attach(BackupLinkDao.class).setMode(sent.id(), mode.word());
    }
    handle
        .attach(SideDao.class)
        .made(
            sent.id(),
            side.word(),
            router,
            LinkHalves.madeOf(sent, side, mode == null ? sent.loginMode() : mode),
            clock.instant(),
            actor.name(),
            "api",
            null);
  }

  /** Empty: no router of ours is known to have this half, or none that is reached over its API. */
  Optional<SideWork> takeAway(Actor actor, Ref ref, Side side, boolean dryRun, Locale language) {
    Optional<Long> router =
        jdbi.inTransaction(
            handle -> {
              BackupLink link = links.find(handle, ref);
              return Optional.ofNullable(router(handle, link, side))
                  .filter(id -> access.address(handle, id).isPresent());
            });
    return router.map(
        id ->
            turns.alone(
                id,
                () -> {
                  Target target = jdbi.inTransaction(handle -> toTakeAway(handle, ref, side, id));
                  SideWork done =
                      change(actor, "backup-link.remove", side, id, target, dryRun, language);
                  if (!dryRun) {
                    jdbi.useExtension(
                        SideDao.class,
                        dao ->
                            dao.undone(
                                target.link().id(),
                                side.word(),
                                clock.instant(),
                                actor.name(),
                                "api",
                                null));
                  }
                  return done;
                }));
  }

  private Target toTakeAway(Handle handle, Ref ref, Side side, long router) {
    BackupLink link = links.find(handle, ref);
    LinkHalves halves =
        new LinkHalves(link, standing(handle, link), link.loginMode(), link.loginMode());
    return new Target(
        link, access.entered(handle, router), halves.gone(side), links.password(link));
  }

  /** The one on which it was made, which need not be the one on which it would be made now. */
  private @Nullable Long router(Handle handle, BackupLink link, Side side) {
    SideView kept = links.state(handle, link).side(side);
    return kept.routerId() != null
        ? kept.routerId()
        : side == Side.POP ? link.pop().routerId() : link.customerRouterId();
  }

  /** Other branches of the VLAN that are on the POP. */
  private List<BackupLink> standing(Handle handle, BackupLink link) {
    List<BackupLink> others =
        handle.attach(BackupLinkDao.class).branches(link.pop().id(), link.vlan(), link.id());
    Map<Long, LinkState> states = links.states(handle, others);
    return others.stream()
        .filter(
            other ->
                Optional.ofNullable(states.get(other.id()))
                    .filter(state -> state.isThere(Side.POP))
                    .isPresent())
        .toList();
  }

  private SideWork change(
      Actor actor,
      String action,
      Side side,
      long router,
      Target target,
      boolean dryRun,
      Locale language) {
    Mending work = new Mending(target.wanted());
    List<ItemDifference> first = allOrNothing.look(target.address(), work);
    List<ItemDifference> done = first.stream().filter(ItemDifference::isOurs).toList();
    if (!dryRun) {
      // Whatever comes of it, it is known what was to be sent.
      note(actor, action, side, router, target.link(), done);
      done =
          allOrNothing.make(
              target.address(),
              work,
              () -> Map.of("password", target.password().clear()),
              () -> {});
    }
    DifferenceWords words = new DifferenceWords(language);
    return new SideWork(
        side.word(),
        router,
        words.views(done),
        words.views(first.stream().filter(difference -> !difference.isOurs()).toList()));
  }

  private void note(
      Actor actor,
      String action,
      Side side,
      long router,
      BackupLink link,
      List<ItemDifference> changes) {
    jdbi.useTransaction(
        handle ->
            Audit.write(
                handle,
                clock.instant(),
                actor,
                action,
                link.object(),
                Map.of(
                    "side",
                    side.word(),
                    "router",
                    router,
                    "username",
                    link.username(),
                    "commands",
                    changes.stream().map(ItemDifference::command).toList())));
  }

  /** Whether a router of a half asks RADIUS for logins at all; one that is silent may. */
  boolean asksRadius(long router) {
    RouterAddress address = jdbi.withHandle(handle -> access.entered(handle, router));
    try {
      return access.use(address, it -> it.print("/radius", List.of("service", "disabled"))).stream()
          .anyMatch(row -> !row.isTrue("disabled") && row.words("service").contains("ppp"));
    } catch (RouterOsException e) {
      return true;
    }
  }
}
