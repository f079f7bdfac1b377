package id.gerbang.billing.verification;

import id.gerbang.billing.backup.LinkFacts;
import id.gerbang.billing.backup.LinkFactsDao;
import id.gerbang.billing.backup.LinkRefDao;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.router.RouterAccess;
import id.gerbang.billing.verification.Facts.Macs;
import id.gerbang.billing.verification.VerificationDao.Routers;
import id.gerbang.routeros.RouterAddress;
import id.gerbang.routeros.RouterOs;
import id.gerbang.routeros.RouterOsException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads both ends of a link, judges, and keeps what came of it. */
public final class Verifications {

  private static final String NO_ROUTER = "no router whose API is entered";
  private static final Duration LATELY = Duration.ofHours(1);
  private static final Duration HOSTS_STAY = Duration.ofHours(12);

  private final Jdbi jdbi;
  private final Clock clock;
  private final RouterAccess access;

  public Verifications(Jdbi jdbi, Clock clock, RouterAccess access) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.access = access;
  }

  /** What is known before a router is asked. */
  private record Known(
      LinkFacts link,
      RadiusView radius,
      Macs before,
      Optional<RouterAddress> pop,
      Optional<RouterAddress> customer) {}

  /** What a router told, or why it did not. */
  private record Asked(Optional<Reading> reading, @Nullable String why) {}

  /** No connection of the database's is held while the routers are asked. */
  VerificationRow verify(Actor actor, Ref ref, VerifyRequest request) {
    Known known = jdbi.withHandle(handle -> known(handle, ref, request));
    Asked pop = ask(known.pop(), router -> RouterReading.pop(router, known.link()));
    Asked customer = ask(known.customer(), router -> RouterReading.customer(router, known.link()));
    boolean fibreBack = Boolean.TRUE.equals(request.fibreBack());
    Verdict verdict =
        Verdict.of(
            new Facts(
                known.link(),
                pop.reading(),
                customer.reading(),
                known.radius(),
                known.before(),
                fibreBack));
    return jdbi.inTransaction(
        handle -> keep(handle, actor, row(actor, known.link(), fibreBack, pop, customer, verdict)));
  }

  private Known known(Handle handle, Ref ref, VerifyRequest request) {
    LinkFacts link =
        handle.attach(LinkFactsDao.class).byId(handle.attach(LinkRefDao.class).id(ref));
    VerificationDao dao = handle.attach(VerificationDao.class);
    Routers routers = dao.routers(link.id());
    Long customer =
        request.customerRouterId() == null ? routers.customer() : request.customerRouterId();
    return new Known(
        link,
        dao.radius(link.username(), clock.instant().minus(LATELY)),
        dao.lastSeen(link.id(), clock.instant().minus(HOSTS_STAY))
            .map(row -> new Macs(Set.copyOf(row.branchMacs()), Set.copyOf(row.officeMacs())))
            .orElse(Macs.NONE),
        address(handle, routers.pop()),
        address(handle, customer));
  }

  private Optional<RouterAddress> address(Handle handle, @Nullable Long routerId) {
    return routerId == null ? Optional.empty() : access.address(handle, routerId);
  }

  /** One that can't be reached tells nothing, which is no fault of the tunnel's. */
  private Asked ask(Optional<RouterAddress> address, Function<RouterOs, Reading> question) {
    if (address.isEmpty()) {
      return new Asked(Optional.empty(), NO_ROUTER);
    }
    try {
      return new Asked(Optional.of(access.use(address.get(), question)), null);
    } catch (RouterOsException e) {
      return new Asked(
          Optional.empty(), Objects.requireNonNullElse(e.getMessage(), e.kind().advice()));
    }
  }

  private VerificationRow row(
      Actor actor, LinkFacts link, boolean fibreBack, Asked pop, Asked customer, Verdict verdict) {
    Instant now = clock.instant();
    return new VerificationRow(
        0,
        link.id(),
        now,
        actor.name(),
        fibreBack,
        pop.why(),
        customer.why(),
        verdict.kind().code(),
        verdict.side().code(),
        verdict.step().map(Check.Step::code).orElse(null),
        Json.text(verdict.checks()),
        List.copyOf(verdict.macs().branch()),
        List.copyOf(verdict.macs().office()));
  }

  private static VerificationRow keep(Handle handle, Actor actor, VerificationRow row) {
    Audit.write(
        handle,
        row.at(),
        actor,
        "backup-link.verify",
        "backup-link:" + row.linkId(),
        Map.of("verdict", row.verdict(), "side", row.side()));
    return handle.attach(VerificationDao.class).insert(row);
  }
}
