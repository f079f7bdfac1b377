package id.gerbang.billing.pool;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Makes pools whose addresses nobody else has. */
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
    Checks checks = new Checks();
    for (int i = 0; i < ranges.size(); i++) {
      String field = "ranges[" + i + "]";
      AddressRange range = ranges.get(i);
      dao.overlapping(range.firstText(), range.lastText())
          .ifPresent(pool -> checks.that(false, field, "overlaps the pool " + pool));
      dao.staticWithin(range.firstText(), range.lastText())
          .ifPresent(
              who ->
                  checks.that(false, field, "holds the static address " + who + ": leave it out"));
    }
    checks.done();
    Instant now = clock.instant();
    long id = dao.insert(request.externalId(), request.name(), now);
    ranges.forEach(range -> dao.insertRange(id, range.firstText(), range.lastText()));
    Audit.write(handle, now, actor, "pool.create", "pool:" + id, Map.of("pool", request));
    return find(handle, Ref.id(id));
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
