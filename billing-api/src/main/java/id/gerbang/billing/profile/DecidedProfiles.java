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
import id.gerbang.billing.profile.RouterProfiles.Pair;
import id.gerbang.billing.profile.RouterProfiles.Told;
import id.gerbang.billing.router.RouterAccess;
import id.gerbang.routeros.RouterAddress;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Does what is decided about a router's profiles, of what was shown. */
final class DecidedProfiles {

  private final Jdbi jdbi;
  private final Clock clock;
  private final RouterAccess access;
  private final PlanService plans;

  DecidedProfiles(Jdbi jdbi, Clock clock, RouterAccess access, PlanService plans) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.access = access;
    this.plans = plans;
  }

  void decide(Actor actor, long routerId, Decision decision, String path) {
    RouterAddress address = jdbi.withHandle(handle -> access.entered(handle, routerId));
    Told told = access.ask(address, RouterProfiles::read);
    Pair pair =
        Optional.ofNullable(
                jdbi.inTransaction(handle -> RouterProfiles.pairs(handle, routerId, told))
                    .get(Objects.requireNonNullElse(decision.name(), "")))
            .orElseThrow(
                () -> Problem.unprocessable(path + ".name", "is no profile of the router"));
    if (!pair.seen().equals(decision.seen())) {
      throw Problem.conflict(
          path + ".seen", "is not of what stands there now: look again, and decide on that");
    }
    switch (Objects.requireNonNullElse(decision.decision(), "")) {
      case "take" -> take(actor, routerId, pair, decision, path);
      case "give" -> give(actor, routerId, address, pair, path);
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
  private void give(Actor actor, long routerId, RouterAddress address, Pair pair, String path) {
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
    access.ask(
        address,
        router -> {
          router.set(RouterProfiles.MENU, profile.id(), properties);
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
