package id.gerbang.billing.profile;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.plan.PlanService;
import id.gerbang.billing.profile.RouterProfiles.Told;
import id.gerbang.billing.router.RouterAccess;
import id.gerbang.billing.router.RouterDao;
import id.gerbang.billing.router.RouterService;
import id.gerbang.billing.router.RouterTurns;
import id.gerbang.routeros.RouterAddress;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Shows how a router's profiles and pools stand to what is here, and has them decided about. */
public final class ProfileService {

  private final Jdbi jdbi;
  private final RouterAccess access;
  private final RouterTurns turns;
  private final DecidedProfiles decidedProfiles;
  private final DecidedPools decidedPools;

  public ProfileService(
      Jdbi jdbi, Clock clock, RouterAccess access, RouterTurns turns, PlanService plans) {
    this.jdbi = jdbi;
    this.access = access;
    this.turns = turns;
    decidedProfiles = new DecidedProfiles(jdbi, clock, access, plans);
    decidedPools = new DecidedPools(jdbi, clock, access);
  }

  /** No connection of the database's is held while the router is asked. */
  ProfilesView profiles(Ref ref) {
    long routerId = jdbi.withHandle(handle -> RouterService.id(handle, ref));
    RouterAddress address = jdbi.withHandle(handle -> access.entered(handle, routerId));
    Told told = access.ask(address, RouterProfiles::read);
    return jdbi.inTransaction(handle -> view(handle, routerId, told));
  }

  private static ProfilesView view(Handle handle, long routerId, Told told) {
    Set<String> names =
        told.pools().stream().map(RouterPools.Told::name).collect(Collectors.toSet());
    return new ProfilesView(
        routerId,
        RouterProfiles.views(handle, routerId, told),
        RouterPools.views(handle, routerId, told.pools()),
        handle.attach(RouterDao.class).poolsNamed(routerId).stream()
            .filter(name -> !names.contains(name))
            .toList());
  }

  /** Each on its own: what was decided before one that is refused is done. */
  ProfilesView decide(Actor actor, Ref ref, Decisions decisions) {
    long routerId = jdbi.withHandle(handle -> RouterService.id(handle, ref));
    eachAlone(
        routerId,
        decisions.pools(),
        "pools",
        (item, path) -> decidedPools.decide(actor, routerId, item, path));
    eachAlone(
        routerId,
        decisions.items(),
        "items",
        (item, path) -> decidedProfiles.decide(actor, routerId, item, path));
    return profiles(ref);
  }

  private <T> void eachAlone(
      long routerId, @Nullable List<T> given, String field, BiConsumer<T, String> decide) {
    List<T> items = Objects.requireNonNullElse(given, List.of());
    for (int i = 0; i < items.size(); i++) {
      T item = items.get(i);
      String path = field + "[" + i + "]";
      turns.alone(
          routerId,
          () -> {
            decide.accept(item, path);
            return true;
          });
    }
  }
}
