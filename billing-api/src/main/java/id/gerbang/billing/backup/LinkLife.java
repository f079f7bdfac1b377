package id.gerbang.billing.backup;

import id.gerbang.billing.backup.LinkWork.SideWork;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.pop.PopDao;
import id.gerbang.billing.router.RouterAccess;
import id.gerbang.billing.router.RouterTurns;
import id.gerbang.billing.subscription.SubscriptionService;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** A link from its order to the day on which nothing of it is left. */
public final class LinkLife {

  private static final String LOGIN = "login";
  private static final String BY_HAND = "hand";

  private final Jdbi jdbi;
  private final Clock clock;
  private final BackupLinkService links;
  private final SubscriptionService subscriptions;
  private final LinkWorks works;

  public LinkLife(
      Jdbi jdbi,
      Clock clock,
      BackupLinkService links,
      SubscriptionService subscriptions,
      RouterAccess access,
      RouterTurns turns) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.links = links;
    this.subscriptions = subscriptions;
    this.works = new LinkWorks(jdbi, clock, access, turns, links);
  }

  /** A half over its router's API, or as a person says. */
  LinkWork apply(Actor actor, Ref ref, ApplyLink request, Locale language) {
    Side side = Side.half(request.side());
    LoginMode mode = request.mode() == null ? null : LoginMode.of(request.mode());
    if (mode != null && side != Side.POP) {
      throw Problem.unprocessable("mode", "is the POP's");
    }
    if (request.isByHand()) {
      BackupLink link =
          jdbi.inTransaction(
              handle -> {
                BackupLink live = links.findLive(handle, ref);
                if (mode != null) {
                  handle.attach(BackupLinkDao.class).setMode(live.id(), mode.word());
                }
                made(handle, live.id(), side, request.note(), actor);
                return live;
              });
      return work(link, false, List.of(), List.of());
    }
    BackupLink link = jdbi.withHandle(handle -> links.findLive(handle, ref));
    SideWork done = works.make(actor, ref, side, mode, request.isDryRun(), language);
    LoginMode now = mode == null ? link.loginMode() : mode;
    boolean unanswered =
        side == Side.POP && now == LoginMode.RADIUS && !works.asksRadius(done.routerId());
    return work(
        link,
        request.isDryRun(),
        List.of(done),
        unanswered
            ? List.of(
                "The POP has no /radius entry with service=ppp: nobody answers this login yet.")
            : List.of());
  }

  private void made(Handle handle, long id, Side side, @Nullable String note, Actor actor) {
    BackupLink link = links.find(handle, Ref.id(id));
    Instant now = clock.instant();
    handle
        .attach(SideDao.class)
        .made(
            id,
            side.word(),
            null,
            LinkHalves.madeOf(link, side, link.loginMode()),
            now,
            actor.name(),
            BY_HAND,
            note);
    audit(handle, actor, "backup-link.made-by-hand", link, side, note);
  }

  /**
   * Both halves, the customer's first, or one of them. The login ends with the POP's half; once
   * nothing is left anywhere, the link is no more.
   */
  LinkWork remove(Actor actor, Ref ref, RemoveLink request, Locale language) {
    List<Side> sides =
        request.side() == null
            ? List.of(Side.CUSTOMER, Side.POP)
            : List.of(Side.half(request.side()));
    BackupLink link = jdbi.withHandle(handle -> links.find(handle, ref));
    Ref id = Ref.id(link.id());
    if (!request.isDryRun()) {
      jdbi.useTransaction(handle -> begin(handle, id, sides, actor));
    }
    List<SideWork> done = new ArrayList<>();
    for (Side side : sides) {
      if (!request.isByHand()) {
        works.takeAway(actor, id, side, request.isDryRun(), language).ifPresent(done::add);
      } else if (!request.isDryRun()) {
        jdbi.useTransaction(handle -> undone(handle, id, side, request.note(), actor));
      }
    }
    if (!request.isDryRun()) {
      jdbi.useTransaction(handle -> finish(handle, id, sides.contains(Side.POP), actor));
    }
    return work(link, request.isDryRun(), done, List.of());
  }

  /** What would keep the login from ending is said before anything is taken away. */
  private void begin(Handle handle, Ref ref, List<Side> sides, Actor actor) {
    BackupLink link = links.find(handle, ref);
    if (link.archivedAt() != null) {
      throw Problem.conflict("This link is removed already.");
    }
    BackupLinkDao dao = handle.attach(BackupLinkDao.class);
    if (sides.contains(Side.POP) && dao.hasLogin(link.subscriptionId())) {
      handle.savepoint(LOGIN);
      subscriptions.archive(handle, Ref.id(link.subscriptionId()), actor);
      handle.rollbackToSavepoint(LOGIN);
    }
    dao.beginRemoval(link.id(), clock.instant(), actor.name());
  }

  private void undone(Handle handle, Ref ref, Side side, @Nullable String note, Actor actor) {
    BackupLink link = links.find(handle, ref);
    handle
        .attach(SideDao.class)
        .undone(link.id(), side.word(), clock.instant(), actor.name(), BY_HAND, note);
    audit(handle, actor, "backup-link.undone-by-hand", link, side, note);
  }

  private void finish(Handle handle, Ref ref, boolean loginEnds, Actor actor) {
    handle.attach(PopDao.class).lock();
    BackupLink link = links.find(handle, ref);
    BackupLinkDao dao = handle.attach(BackupLinkDao.class);
    LinkState state = links.state(handle, link);
    if (loginEnds && !state.isThere(Side.POP) && dao.hasLogin(link.subscriptionId())) {
      subscriptions.archive(handle, Ref.id(link.subscriptionId()), actor);
    }
    dao.branches(link.pop().id(), link.vlan(), link.id()).stream()
        .findFirst()
        .ifPresent(other -> handle.attach(SideDao.class).handOverEdge(link.id(), other.id()));
    if (!dao.hasLogin(link.subscriptionId()) && outstanding(link, state).isEmpty()) {
      Instant now = clock.instant();
      dao.archive(link.id(), now);
      Audit.write(
          handle,
          now,
          actor,
          "backup-link.removed",
          link.object(),
          Map.of("username", link.username(), "vlan", link.vlan()));
    }
  }

  /** The work order for the provider edge, or while the link is removed, for its undoing. */
  String workOrder(Ref ref, Locale language) {
    BackupLink link = jdbi.withHandle(handle -> links.find(handle, ref));
    return WorkOrder.text(link, link.removingSince() != null, language);
  }

  /** Somebody did what the work order says. */
  LinkWork workOrderDone(Handle handle, Actor actor, Ref ref, @Nullable String note) {
    BackupLink link = links.find(handle, ref);
    boolean isThere = links.state(handle, link).isThere(Side.UPE);
    if (link.removingSince() == null) {
      if (links.state(handle, link).side(Side.UPE).state().equals("made")) {
        throw Problem.conflict("It was done already.");
      }
      made(handle, link.id(), Side.UPE, note, actor);
    } else {
      if (!isThere) {
        throw Problem.conflict("There is nothing to undo.");
      }
      if (!link.aloneOnVlan()) {
        throw Problem.conflict("Other branches need the VLAN at the provider edge.");
      }
      Ref id = Ref.id(link.id());
      undone(handle, id, Side.UPE, note, actor);
      finish(handle, id, false, actor);
    }
    return work(handle, link, false, List.of(), List.of());
  }

  private LinkWork work(
      BackupLink link, boolean dryRun, List<SideWork> done, List<String> warnings) {
    return jdbi.inTransaction(handle -> work(handle, link, dryRun, done, warnings));
  }

  private LinkWork work(
      Handle handle,
      BackupLink before,
      boolean dryRun,
      List<SideWork> done,
      List<String> warnings) {
    BackupLink link = links.find(handle, Ref.id(before.id()));
    LinkState state = links.state(handle, link);
    return new LinkWork(
        link.id(),
        dryRun,
        state.word(),
        done,
        link.removingSince() == null ? List.of() : outstanding(link, state),
        warnings);
  }

  /** The provider edge's part stays where other branches need it. */
  private static List<String> outstanding(BackupLink link, LinkState state) {
    return Stream.of(Side.CUSTOMER, Side.POP, Side.UPE)
        .filter(state::isThere)
        .filter(side -> side != Side.UPE || link.aloneOnVlan())
        .map(Side::word)
        .toList();
  }

  private void audit(
      Handle handle,
      Actor actor,
      String action,
      BackupLink link,
      Side side,
      @Nullable String note) {
    Audit.write(
        handle,
        clock.instant(),
        actor,
        action,
        link.object(),
        Map.of(
            "side",
            side.word(),
            "username",
            link.username(),
            "note",
            Objects.requireNonNullElse(note, "")));
  }
}
