package id.gerbang.billing.profile;

import static java.util.stream.Collectors.toMap;

import id.gerbang.billing.pool.PoolDao;
import id.gerbang.core.seal.Sha256;
import id.gerbang.routeros.RouterOs;
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
import org.jspecify.annotations.Nullable;

/** How a router's pools stand to what we hold of them, which its set-up is made of. */
final class RouterPools {

  static final String MENU = "/ip/pool";
  private static final int SEEN = 16;

  private RouterPools() {}

  /**
   * A pool that a router told.
   *
   * @param next the one that it goes on with when it is used up; empty: none
   */
  record Told(String id, String name, String ranges, String next) {}

  static List<Told> read(RouterOs router) {
    return router.print(MENU, List.of(".id", "name", "ranges", "next-pool")).stream()
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
  record Pair(String name, Optional<HeldPool> held, Optional<Told> told) {

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

  static List<RouterPoolView> views(Handle handle, long routerId, List<Told> told) {
    return pairs(handle, routerId, told).stream().map(pair -> view(handle, pair)).toList();
  }

  /** Ours in their order, and then what the router alone has. */
  static List<Pair> pairs(Handle handle, long routerId, List<Told> told) {
    List<HeldPool> ours = handle.attach(HeldPoolDao.class).of(routerId);
    Map<String, HeldPool> held = ours.stream().collect(toMap(HeldPool::name, Function.identity()));
    Map<String, Told> routers = told.stream().collect(toMap(Told::name, Function.identity()));
    Set<String> names = new LinkedHashSet<>();
    ours.stream().filter(pool -> pool.ranges() != null).forEach(pool -> names.add(pool.name()));
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
}
