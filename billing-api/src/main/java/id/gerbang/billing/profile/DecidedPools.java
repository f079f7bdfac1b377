package id.gerbang.billing.profile;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.profile.Decisions.PoolDecision;
import id.gerbang.billing.profile.RouterPools.Pair;
import id.gerbang.billing.profile.RouterPools.Told;
import id.gerbang.billing.router.RouterAccess;
import id.gerbang.routeros.RouterAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Does what is decided about a router's pools, of what was shown. */
final class DecidedPools {

  private final Jdbi jdbi;
  private final Clock clock;
  private final RouterAccess access;

  DecidedPools(Jdbi jdbi, Clock clock, RouterAccess access) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.access = access;
  }

  void decide(Actor actor, long routerId, PoolDecision decision, String path) {
    RouterAddress address = jdbi.withHandle(handle -> access.entered(handle, routerId));
    List<Told> told = access.ask(address, RouterPools::read);
    String name = Objects.requireNonNullElse(decision.name(), "").strip();
    Pair pair =
        jdbi.inTransaction(handle -> RouterPools.pairs(handle, routerId, told)).stream()
            .filter(it -> it.name().equals(name))
            .findFirst()
            .orElse(new Pair(name, Optional.empty(), Optional.empty()));
    boolean isNew = pair.held().isEmpty() && pair.told().isEmpty();
    boolean makes = decision.ranges() != null && "give".equals(decision.decision());
    if (isNew && (name.isEmpty() || !makes)) {
      throw Problem.unprocessable(path + ".name", "is no pool of the router, and none of ours");
    }
    if (!isNew && !pair.seen().equals(decision.seen())) {
      throw Problem.conflict(
          path + ".seen", "is not of what stands there now: look again, and decide on that");
    }
    switch (Objects.requireNonNullElse(decision.decision(), "")) {
      case "take" ->
          agree(actor, routerId, pair, "take", pair.told().map(Told::ranges).orElse(null));
      case "give" -> give(actor, routerId, address, pair, decision.ranges(), path);
      case "keep" -> agree(actor, routerId, pair, "keep", pair.ours());
      default -> throw Problem.unprocessable(path + ".decision", "is take, give or keep");
    }
  }

  /** In the audit before it is sent. */
  private void give(
      Actor actor,
      long routerId,
      RouterAddress address,
      Pair pair,
      @Nullable String ranges,
      String path) {
    String ours = ranges == null ? pair.ours() : PoolRanges.withoutBlanks(ranges);
    if (ours == null) {
      throw Problem.unprocessable(path + ".ranges", "is missing: we hold none of this pool");
    }
    String normal =
        PoolRanges.parse(ours)
            .map(PoolRanges::text)
            .orElseThrow(
                () ->
                    Problem.unprocessable(
                        path + ".ranges", "is not such as 10.0.0.2-10.0.0.254,10.0.1.0/24"));
    jdbi.useTransaction(handle -> audit(handle, actor, routerId, pair, "give", ours));
    access.ask(
        address,
        router -> {
          pair.told()
              .ifPresentOrElse(
                  pool -> router.set(RouterPools.MENU, pool.id(), Map.of("ranges", ours)),
                  () -> router.add(RouterPools.MENU, made(pair.name(), ours)));
          return true;
        });
    jdbi.useTransaction(
        handle -> agreed(handle, actor, routerId, pair.name(), ours, normal, normal));
  }

  /** Called by the comment that a set-up knows it by. */
  private static Map<String, String> made(String name, String ranges) {
    return Map.of("name", name, "ranges", ranges, "comment", "isp:pool:" + name);
  }

  private void agree(
      Actor actor, long routerId, Pair pair, String decision, @Nullable String ours) {
    jdbi.useTransaction(
        handle -> {
          audit(handle, actor, routerId, pair, decision, Objects.requireNonNullElse(ours, ""));
          agreed(
              handle,
              actor,
              routerId,
              pair.name(),
              ours,
              PoolRanges.normal(Objects.requireNonNullElse(ours, "")),
              pair.routersText());
        });
  }

  private void agreed(
      Handle handle,
      Actor actor,
      long routerId,
      String name,
      @Nullable String ranges,
      String ours,
      String routers) {
    handle
        .attach(HeldPoolDao.class)
        .agree(routerId, name, ranges, ours, routers, clock.instant(), actor.name());
  }

  private void audit(
      Handle handle, Actor actor, long routerId, Pair pair, String decision, String becomes) {
    Audit.write(
        handle,
        clock.instant(),
        actor,
        "router.pool." + decision,
        "router:" + routerId,
        Map.of(
            "pool", pair.name(),
            "ours", pair.oursText(),
            "router", pair.routersText(),
            "becomes", becomes));
  }
}
