package id.gerbang.billing.pool;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.ETags;
import id.gerbang.billing.http.FieldError;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Makes and changes pools, whose addresses nobody else has and whose holders keep theirs. */
public final class PoolService {

  private final Clock clock;

  public PoolService(Clock clock) {
    this.clock = clock;
  }

  /** A range that is another pool's, or holds somebody's static address, is refused. */
  PoolView create(Handle handle, SavePool request, Actor actor) {
    List<AddressRange> ranges = request.checked();
    PoolDao dao = handle.attach(PoolDao.class);
    dao.lockAddresses();
    checkNobodyElses(dao, ranges, List.of());
    Instant now = clock.instant();
    long id = dao.insert(request.externalId(), request.name(), now);
    ranges.forEach(range -> dao.insertRange(id, range.firstText(), range.lastText()));
    Audit.write(handle, now, actor, "pool.create", "pool:" + id, Map.of("pool", request));
    return find(handle, Ref.id(id));
  }

  /** Another name or more addresses at any time; fewer where nobody has those that go. */
  PoolView replace(
      Handle handle, Ref ref, SavePool request, @Nullable String ifMatch, Actor actor) {
    List<AddressRange> ranges = request.checked();
    PoolDao dao = handle.attach(PoolDao.class);
    dao.lockAddresses();
    PoolView pool = lock(handle, ref);
    ETags.check(ifMatch, pool.version());
    List<AddressRange> before = pool.ranges().stream().map(AddressRange::of).toList();
    checkNobodyElses(dao, ranges, before);
    checkNobodyLoses(dao, pool.id(), AddressRange.without(before, ranges));
    if (!pool.name().equals(request.name())) {
      checkNobodyIsToName(dao, pool.name());
    }
    Instant now = clock.instant();
    dao.update(pool.id(), request.externalId(), request.name());
    dao.deleteRanges(pool.id());
    ranges.forEach(range -> dao.insertRange(pool.id(), range.firstText(), range.lastText()));
    Audit.write(handle, now, actor, "pool.update", "pool:" + pool.id(), Map.of("pool", request));
    return find(handle, Ref.id(pool.id()));
  }

  /** Only where nothing names it any more, and nobody is online with an address of it. */
  void archive(Handle handle, Ref ref, Actor actor) {
    PoolDao dao = handle.attach(PoolDao.class);
    PoolView pool = lock(handle, ref);
    List<FieldError> errors = new ArrayList<>();
    errors.addAll(errors("addressPool", dao.naming(pool.id()), "%s names this pool"));
    errors.addAll(errors("addressPool", dao.toName(pool.name()), "%s names this pool"));
    errors.addAll(errors("sessions", dao.live(pool.id()), "%s is online"));
    if (!errors.isEmpty()) {
      throw Problem.conflict(errors);
    }
    Instant now = clock.instant();
    dao.archive(pool.id(), now);
    Audit.write(
        handle, now, actor, "pool.archive", "pool:" + pool.id(), Map.of("name", pool.name()));
  }

  private static List<FieldError> errors(String field, List<String> whos, String message) {
    return whos.stream().map(who -> new FieldError(field, message.formatted(who))).toList();
  }

  private static void checkNobodyLoses(PoolDao dao, long pool, List<AddressRange> pieces) {
    if (pieces.isEmpty()) {
      return;
    }
    List<String> held =
        dao.heldWithin(
            pool,
            pieces.stream().map(AddressRange::firstText).toList(),
            pieces.stream().map(AddressRange::lastText).toList());
    if (!held.isEmpty()) {
      throw Problem.conflict(errors("ranges", held, "takes away %s"));
    }
  }

  private static void checkNobodyIsToName(PoolDao dao, String name) {
    List<String> waiting = dao.toName(name);
    if (!waiting.isEmpty()) {
      throw Problem.conflict(
          errors("name", waiting, "is what %s names: cancel that first, and ask for it anew"));
    }
  }

  /** What the pool has already is its own: only what is new is asked for. */
  private static void checkNobodyElses(
      PoolDao dao, List<AddressRange> ranges, List<AddressRange> before) {
    Checks checks = new Checks();
    for (int i = 0; i < ranges.size(); i++) {
      String field = "ranges[" + i + "]";
      for (AddressRange piece : AddressRange.without(List.of(ranges.get(i)), before)) {
        checkNobodyElses(dao, piece, checks, field);
      }
    }
    checks.done();
  }

  private static void checkNobodyElses(
      PoolDao dao, AddressRange range, Checks checks, String field) {
    dao.overlapping(range.firstText(), range.lastText())
        .ifPresent(pool -> checks.that(false, field, "overlaps the pool " + pool));
    dao.staticWithin(range.firstText(), range.lastText())
        .ifPresent(
            who -> checks.that(false, field, "holds the static address " + who + ": leave it out"));
    dao.routeInto(range.firstText(), range.lastText())
        .ifPresent(route -> checks.that(false, field, "holds addresses of the route " + route));
  }

  private PoolView lock(Handle handle, Ref ref) {
    return handle
        .attach(PoolDao.class)
        .lock(find(handle, ref).id())
        .orElseThrow(() -> Problem.notFound("pool " + ref));
  }

  PoolView find(Handle handle, Ref ref) {
    PoolDao dao = handle.attach(PoolDao.class);
    Optional<PoolView> found =
        switch (ref.kind()) {
          case ID -> dao.find(ref.id());
          case EXTERNAL -> dao.findExternal(ref.value());
          case NUMBER, USERNAME -> Optional.empty();
        };
    return found.orElseThrow(() -> Problem.notFound("pool " + ref));
  }
}
