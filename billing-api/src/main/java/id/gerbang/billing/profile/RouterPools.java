package id.gerbang.billing.profile;

import static java.util.stream.Collectors.toMap;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.pool.PoolDao;
import id.gerbang.billing.profile.Decisions.PoolDecision;
import id.gerbang.billing.router.RouterAccess;
import id.gerbang.core.seal.Sha256;
import id.gerbang.routeros.RouterAddress;
import id.gerbang.routeros.RouterOs;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Shows how a router's pools stand to what we hold of them, and does what is decided about what was
 * shown. What we hold is what the router's set-up is made of.
 */
final class RouterPools {

  private static final String POOLS = "/ip/pool";
  private static final int SEEN = 16;

  private final Jdbi jdbi;
  private final Clock clock;
  private final RouterAccess access;

  RouterPools(Jdbi jdbi, Clock clock, RouterAccess access) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.access = access;
  }

  /**
   * A pool that a router told.
   *
   * @param next the one that it goes on with when it is used up; empty: none
   */
  record Told(String id, String name, String ranges, String next) {}

  static List<Told> read(RouterOs router) {
    return router.print(POOLS, List.of(".id", "name", "ranges", "next-pool")).stream()
        .map(
            row ->
                new Told(
                    row.id(),
                    row.get("name").orElse(""),
                    row.get("ranges").orElse(""),
                    row.get("next-pool").filter(next -> !next.equals("none")).orElse("")))
        .toList();
  }

  /** One name, with all that is known of it. */
  private record Pair(String name, Optional<HeldPool> held, Optional<Told> told) {

    @Nullable String ours() {
      return held.map(HeldPool::ranges).orElse(null);
    }

    String oursText() {
      return PoolRanges.normal(Objects.requireNonNullElse(ours(), ""));
    }

    String routersText() {
      return PoolRanges.normal(told.map(Told::ranges).orElse(""));
    }

    String seen() {
      return HexFormat.of()
          .formatHex(Sha256.of(oursText() + "\n" + routersText()))
          .substring(0, SEEN);
    }
  }

  List<RouterPoolView> views(Handle handle, long routerId, List<Told> told) {
    return pairs(handle, routerId, told).stream().map(pair -> view(handle, pair)).toList();
  }

  /** Ours in their order, and then what the router alone has. */
  private static List<Pair> pairs(Handle handle, long routerId, List<Told> told) {
    Map<String, HeldPool> held =
        handle.attach(HeldPoolDao.class).of(routerId).stream()
            .collect(toMap(HeldPool::name, Function.identity()));
    Map<String, Told> routers = told.stream().collect(toMap(Told::name, Function.identity()));
    Set<String> names = new LinkedHashSet<>();
    handle.attach(HeldPoolDao.class).of(routerId).stream()
        .filter(pool -> pool.ranges() != null)
        .forEach(pool -> names.add(pool.name()));
    told.forEach(pool -> names.add(pool.name()));
    return names.stream()
        .map(
            name ->
                new Pair(
                    name,
                    Optional.ofNullable(held.get(name)),
                    Optional.ofNullable(routers.get(name))))
        .toList();
  }

  private static RouterPoolView view(Handle handle, Pair pair) {
    Optional<PoolRanges> ranges = pair.told().flatMap(pool -> PoolRanges.parse(pool.ranges()));
    return new RouterPoolView(
        pair.name(),
        Standing.ofPool(
                pair.oursText(), pair.routersText(), pair.held().map(HeldPool::agreed).orElse(null))
            .name()
            .toLowerCase(Locale.ROOT),
        pair.ours(),
        pair.told().map(Told::ranges).orElse(null),
        ranges.map(PoolRanges::size).orElse(null),
        notes(handle, pair, ranges),
        pair.seen());
  }

  private static List<String> notes(Handle handle, Pair pair, Optional<PoolRanges> ranges) {
    List<String> notes = new ArrayList<>();
    pair.told()
        .map(Told::next)
        .filter(next -> !next.isEmpty())
        .ifPresent(next -> notes.add("goes on with " + next + " on the router when it is used up"));
    PoolDao pools = handle.attach(PoolDao.class);
    for (PoolRanges.Span span : ranges.map(PoolRanges::spans).orElse(List.of())) {
      pools
          .staticWithin(span.firstText(), span.lastText())
          .ifPresent(
              who ->
                  notes.add(
                      "holds the static address "
                          + who
                          + ", which the router may give to another: leave it out"));
      pools
          .overlapping(span.firstText(), span.lastText())
          .ifPresent(
              pool -> notes.add("overlaps the pool " + pool + " that we hand addresses out of"));
    }
    return notes;
  }

  void decide(Actor actor, long routerId, PoolDecision decision, String path) {
    RouterAddress address = jdbi.withHandle(handle -> access.entered(handle, routerId));
    List<Told> told = access.ask(address, RouterPools::read);
    String name = Objects.requireNonNullElse(decision.name(), "").strip();
    Pair pair =
        jdbi.inTransaction(handle -> pairs(handle, routerId, told)).stream()
            .filter(it -> it.name().equals(name))
            .findFirst()
            .orElse(new Pair(name, Optional.empty(), Optional.empty()));
    boolean isNew = pair.held().isEmpty() && pair.told().isEmpty();
    if (isNew && (name.isEmpty() || decision.ranges() == null)) {
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
    String ours = ranges == null ? pair.ours() : ranges.strip();
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
                  pool -> router.set(POOLS, pool.id(), Map.of("ranges", ours)),
                  () -> router.add(POOLS, made(pair.name(), ours)));
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
