package id.gerbang.billing.profile;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.plan.PlanDao;
import id.gerbang.billing.plan.PlanRow;
import id.gerbang.billing.plan.PlanService;
import id.gerbang.billing.plan.SavePlan;
import id.gerbang.billing.profile.Decisions.Decision;
import id.gerbang.billing.profile.Standing.Agreed;
import id.gerbang.billing.router.RouterAccess;
import id.gerbang.billing.router.RouterDao;
import id.gerbang.billing.router.RouterService;
import id.gerbang.billing.router.RouterTurns;
import id.gerbang.core.seal.Sha256;
import id.gerbang.routeros.RouterAddress;
import id.gerbang.routeros.RouterOs;
import id.gerbang.routeros.Row;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Shows how a router's profiles stand to our plans, and does what is decided about what was shown.
 */
public final class ProfileService {

  private static final String PROFILES = "/ppp/profile";
  private static final int SEEN = 16;

  private final Jdbi jdbi;
  private final Clock clock;
  private final RouterAccess access;
  private final RouterTurns turns;
  private final PlanService plans;
  private final DecidedPools pools;

  public ProfileService(
      Jdbi jdbi, Clock clock, RouterAccess access, RouterTurns turns, PlanService plans) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.access = access;
    this.turns = turns;
    this.plans = plans;
    this.pools = new DecidedPools(jdbi, clock, access);
  }

  /** What a router told. */
  private record Told(List<RouterProfile> profiles, List<RouterPools.Told> pools) {}

  /** One profile, with all that is known of it. */
  private record Pair(RouterProfile profile, Optional<PlanRow> plan, Optional<Agreed> agreed) {

    @Nullable Facts ours() {
      return plan.map(Pair::facts).orElse(null);
    }

    private static Facts facts(PlanRow plan) {
      String rate = plan.rateLimit().text();
      return new Facts(rate.isEmpty() ? null : rate, plan.pool(), plan.addressList());
    }

    String oursText() {
      Facts ours = ours();
      return ours == null ? "" : ours.text();
    }

    String seen() {
      return HexFormat.of()
          .formatHex(Sha256.of(oursText() + "\n" + profile.facts().text()))
          .substring(0, SEEN);
    }

    ProfileView view() {
      return new ProfileView(
          profile.name(),
          Standing.of(ours(), profile.facts(), agreed.orElse(null)).name().toLowerCase(Locale.ROOT),
          plan.map(PlanRow::id).orElse(null),
          ours(),
          profile.facts(),
          profile.cannot(),
          seen());
    }
  }

  ProfilesView profiles(Ref ref) {
    long routerId = jdbi.withHandle(handle -> RouterService.id(handle, ref));
    Told told = ask(routerId, ProfileService::read);
    return jdbi.inTransaction(handle -> view(handle, routerId, told));
  }

  private static Told read(RouterOs router) {
    List<RouterPools.Told> pools = RouterPools.read(router);
    Set<String> names = pools.stream().map(RouterPools.Told::name).collect(Collectors.toSet());
    List<RouterProfile> profiles = new ArrayList<>();
    for (Row row : router.print(PROFILES, List.of())) {
      // What was there from the factory is nobody's tariff.
      if (!row.isTrue("default")) {
        profiles.add(RouterProfile.of(row, names));
      }
    }
    return new Told(profiles, pools);
  }

  /** No connection of the database's is held meanwhile. */
  private <T> T ask(long routerId, Function<RouterOs, T> work) {
    RouterAddress address = jdbi.withHandle(handle -> access.entered(handle, routerId));
    return access.ask(address, work);
  }

  private static ProfilesView view(Handle handle, long routerId, Told told) {
    Set<String> names =
        told.pools().stream().map(RouterPools.Told::name).collect(Collectors.toSet());
    return new ProfilesView(
        routerId,
        pairs(handle, routerId, told).values().stream().map(Pair::view).toList(),
        RouterPools.views(handle, routerId, told.pools()),
        handle.attach(RouterDao.class).poolsNamed(routerId).stream()
            .filter(name -> !names.contains(name))
            .toList());
  }

  private static Map<String, Pair> pairs(Handle handle, long routerId, Told told) {
    List<String> names = told.profiles().stream().map(RouterProfile::name).toList();
    Map<String, PlanRow> plans = new HashMap<>();
    handle.attach(PlanDao.class).named(names).forEach(plan -> plans.putIfAbsent(plan.name(), plan));
    Map<String, Agreed> agreed =
        handle.attach(ProfileDao.class).agreed(routerId).stream()
            .collect(Collectors.toMap(Agreed::name, Function.identity()));
    return told.profiles().stream()
        .collect(
            Collectors.toMap(
                RouterProfile::name,
                profile ->
                    new Pair(
                        profile,
                        Optional.ofNullable(plans.get(profile.name())),
                        Optional.ofNullable(agreed.get(profile.name()))),
                (one, other) -> one,
                TreeMap::new));
  }

  /** Each on its own: what was decided before one that is refused is done. */
  ProfilesView decide(Actor actor, Ref ref, Decisions decisions) {
    long routerId = jdbi.withHandle(handle -> RouterService.id(handle, ref));
    eachAlone(
        routerId,
        decisions.pools(),
        "pools",
        (item, path) -> pools.decide(actor, routerId, item, path));
    eachAlone(
        routerId, decisions.items(), "items", (item, path) -> decide(actor, routerId, item, path));
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

  private void decide(Actor actor, long routerId, Decision decision, String path) {
    Told told = ask(routerId, ProfileService::read);
    Pair pair =
        Optional.ofNullable(
                jdbi.inTransaction(handle -> pairs(handle, routerId, told))
                    .get(Objects.requireNonNullElse(decision.name(), "")))
            .orElseThrow(
                () -> Problem.unprocessable(path + ".name", "is no profile of the router"));
    if (!pair.seen().equals(decision.seen())) {
      throw Problem.conflict(
          path + ".seen", "is not of what stands there now: look again, and decide on that");
    }
    switch (Objects.requireNonNullElse(decision.decision(), "")) {
      case "take" -> take(actor, routerId, pair, decision, path);
      case "give" -> give(actor, routerId, pair, path);
      case "keep" ->
          jdbi.useTransaction(
              handle -> {
                audit(handle, actor, routerId, pair, "keep");
                agree(
                    handle,
                    actor,
                    routerId,
                    pair.profile().name(),
                    pair.oursText(),
                    pair.profile().facts());
              });
      default -> throw Problem.unprocessable(path + ".decision", "is take, give or keep");
    }
  }

  private void take(Actor actor, long routerId, Pair pair, Decision decision, String path) {
    RouterProfile profile = pair.profile();
    jdbi.useTransaction(
        handle -> {
          if (pair.plan().isPresent()) {
            plans.patch(handle, Ref.id(pair.plan().get().id()), patch(profile), null, actor);
          } else if (decision.price() == null) {
            throw Problem.unprocessable(
                path + ".price", "is missing: no plan has this name yet, and a plan has a price");
          } else {
            plans.create(handle, plan(profile, decision), actor);
          }
          PlanRow made = handle.attach(PlanDao.class).named(List.of(profile.name())).get(0);
          audit(handle, actor, routerId, pair, "take");
          agree(handle, actor, routerId, profile.name(), Pair.facts(made).text(), profile.facts());
        });
  }

  /** What the profile does not say, the plan keeps. */
  private static JsonNode patch(RouterProfile profile) {
    Map<String, Object> fields = new HashMap<>();
    profile.rate().ifPresent(rate -> fields.put("rateLimit", rate));
    if (profile.facts().pool() != null) {
      fields.put("pool", profile.facts().pool());
    }
    if (profile.facts().addressList() != null) {
      fields.put("addressList", profile.facts().addressList());
    }
    return Json.tree(fields);
  }

  private static SavePlan plan(RouterProfile profile, Decision decision) {
    return new SavePlan(
        null,
        profile.name(),
        decision.price(),
        null,
        profile.rate().orElse(null),
        profile.facts().pool(),
        profile.facts().addressList(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** In the audit before it is sent. */
  private void give(Actor actor, long routerId, Pair pair, String path) {
    Facts ours = pair.ours();
    if (ours == null) {
      throw Problem.unprocessable(path + ".decision", "can't be give: no plan has this name");
    }
    RouterProfile profile = pair.profile();
    Map<String, String> properties = new HashMap<>();
    properties.put("rate-limit", Objects.requireNonNullElse(ours.rateLimit(), ""));
    if (ours.pool() != null) {
      properties.put("remote-address", ours.pool());
    }
    if (profile.facts().addressList() != null) {
      properties.put("address-list", Objects.requireNonNullElse(ours.addressList(), ""));
    }
    jdbi.useTransaction(handle -> audit(handle, actor, routerId, pair, "give"));
    ask(
        routerId,
        router -> {
          router.set(PROFILES, profile.id(), properties);
          return true;
        });
    Facts given =
        new Facts(
            ours.rateLimit(),
            ours.pool() == null ? profile.facts().pool() : ours.pool(),
            profile.facts().addressList() == null ? null : ours.addressList());
    jdbi.useTransaction(
        handle -> agree(handle, actor, routerId, profile.name(), ours.text(), given));
  }

  private void agree(
      Handle handle, Actor actor, long routerId, String name, String ours, Facts routers) {
    handle
        .attach(ProfileDao.class)
        .agree(routerId, name, ours, routers.text(), clock.instant(), actor.name());
  }

  private void audit(Handle handle, Actor actor, long routerId, Pair pair, String decision) {
    Audit.write(
        handle,
        clock.instant(),
        actor,
        "router.profile." + decision,
        "router:" + routerId,
        Map.of(
            "profile", pair.profile().name(),
            "ours", pair.oursText(),
            "router", pair.profile().facts().text()));
  }
}
