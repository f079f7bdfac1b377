package id.gerbang.billing.pop;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.ETags;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import java.net.Inet4Address;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Makes and changes POPs, within the transaction that it is given. */
public final class PopService {

  private static final long NONE = -1;

  private final Clock clock;

  public PopService(Clock clock) {
    this.clock = clock;
  }

  Pop create(Handle handle, SavePop request, Actor actor) {
    Instant now = clock.instant();
    WantedPop wanted = request.checked(now, actor.name());
    PopDao dao = handle.attach(PopDao.class);
    dao.lock();
    refuseClashes(dao, wanted, NONE);
    long id = dao.insert(wanted, now);
    Audit.write(handle, now, actor, "pop.create", "pop:" + id, Map.of("pop", request));
    return find(handle, Ref.id(id));
  }

  /** Of its links, routers are to be told: what they were made with is no longer so. */
  Pop replace(Handle handle, Ref ref, SavePop request, @Nullable String ifMatch, Actor actor) {
    Instant now = clock.instant();
    WantedPop wanted = request.checked(now, actor.name());
    PopDao dao = handle.attach(PopDao.class);
    dao.lock();
    Pop pop = find(handle, ref);
    ETags.check(ifMatch, pop.version());
    refuseClashes(dao, wanted, pop.id());
    dao.update(pop.id(), wanted);
    Audit.write(handle, now, actor, "pop.update", "pop:" + pop.id(), Map.of("pop", request));
    return find(handle, Ref.id(pop.id()));
  }

  private static void refuseClashes(PopDao dao, WantedPop wanted, long itself) {
    Long routerId = wanted.routerId();
    if (routerId != null) {
      if (!dao.isRouter(routerId)) {
        throw Problem.unprocessable("routerId", "is no router");
      }
      dao.ofRouter(routerId, itself)
          .ifPresent(
              other -> {
                throw Problem.conflict("routerId", "stands at " + other + " already");
              });
    }
    Inet4Address local = Ipv4.parse(wanted.innerLocal()).orElseThrow();
    if (dao.takenAddresses(itself).contains(local)) {
      throw Problem.conflict("innerLocal", local.getHostAddress() + " is a customer's address");
    }
  }

  void archive(Handle handle, Ref ref, Actor actor) {
    PopDao dao = handle.attach(PopDao.class);
    dao.lock();
    Pop pop = find(handle, ref);
    if (pop.links() > 0) {
      throw Problem.conflict(
          "backupLinks", pop.links() + " end at it: remove them, or move them to another router");
    }
    Instant now = clock.instant();
    dao.archive(pop.id(), now);
    Audit.write(handle, now, actor, "pop.archive", "pop:" + pop.id(), Map.of("name", pop.name()));
  }

  public Pop find(Handle handle, Ref ref) {
    PopDao dao = handle.attach(PopDao.class);
    Optional<Pop> pop =
        switch (ref.kind()) {
          case ID -> dao.byId(ref.id());
          case EXTERNAL -> dao.byExternalId(ref.value());
          case NUMBER, USERNAME -> Optional.empty();
        };
    return pop.orElseThrow(() -> Problem.notFound("POP " + ref));
  }

  /**
   * The POP of an address, made where nobody entered it yet.
   *
   * @param wanInterface what is said of it, which must be so where it is known
   */
  public Pop at(
      Handle handle,
      PopAddress address,
      @Nullable String wanInterface,
      @Nullable String vlanInterface,
      @Nullable String innerLocal,
      Actor actor) {
    return handle
        .attach(PopDao.class)
        .byAddress(address.host())
        .orElseGet(
            () ->
                create(
                    handle, SavePop.at(address, wanInterface, vlanInterface, innerLocal), actor));
  }
}
