package id.gerbang.billing.router;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.ETags;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Secret;
import id.gerbang.core.router.Isolation;
import id.gerbang.core.router.RouterPolicy;
import id.gerbang.core.seal.Sealer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Registers routers. Their secrets are sealed to their rows. */
public final class RouterService {

  private static final int MOST_OF_ONE_IDENTIFIER = 16;

  private final Clock clock;
  private final Sealer sealer;

  public RouterService(Clock clock, Sealer sealer) {
    this.clock = clock;
    this.sealer = sealer;
  }

  List<RouterView> list(Handle handle, ListQuery query, Locale language) {
    return views(
        handle,
        handle.attach(RouterDao.class).list(query.like(), query.after(), query.rows()),
        language);
  }

  RouterView find(Handle handle, Ref ref, Locale language) {
    return views(handle, List.of(row(handle, ref)), language).get(0);
  }

  private static List<RouterView> views(Handle handle, List<RouterRow> routers, Locale language) {
    Findings findings = new Findings(language);
    Map<Long, HeardRow> heard =
        handle.attach(RouterDao.class).heard(routers.stream().map(RouterRow::id).toList()).stream()
            .collect(Collectors.toMap(HeardRow::routerId, Function.identity()));
    Map<Long, RouterDevice> devices =
        handle.attach(RouterDao.class).tested(routers.stream().map(RouterRow::id).toList()).stream()
            .collect(Collectors.toMap(TestedRow::routerId, TestedRow::device));
    Map<Long, RouterContact> contacts =
        handle.attach(RouterDao.class).looks(routers.stream().map(RouterRow::id).toList()).stream()
            .collect(Collectors.toMap(LookedRow::routerId, LookedRow::contact));
    Set<Long> drifted =
        handle.attach(RouterDao.class).drifted(routers.stream().map(RouterRow::id).toList());
    return routers.stream()
        .map(
            router ->
                router.view(
                    findings.health(
                        router,
                        Objects.requireNonNull(heard.get(router.id())),
                        drifted.contains(router.id()),
                        Optional.ofNullable(devices.get(router.id()))
                            .map(RouterDevice::otherSerial)
                            .isPresent()),
                    devices.get(router.id()),
                    contacts.get(router.id())))
        .toList();
  }

  RouterView create(Handle handle, SaveRouter request, Actor actor, Locale language) {
    RouterRow router = request.checked(true);
    RouterDao dao = handle.attach(RouterDao.class);
    long id = dao.nextId();
    checkIdentifier(dao, router, id);
    Instant now = clock.instant();
    byte[] secret = Objects.requireNonNull(seal(request.secret(), id, "secret"));
    dao.insert(id, router, secret, apiPassword(request, id), now);
    audit(handle, actor, "router.create", id, settings(router));
    return find(handle, Ref.id(id), language);
  }

  RouterView update(
      Handle handle,
      Ref ref,
      SaveRouter request,
      @Nullable String ifMatch,
      Actor actor,
      Locale language) {
    RouterRow router = request.checked(false);
    long id = row(handle, ref).id();
    RouterDao dao = handle.attach(RouterDao.class);
    RouterRow before = dao.lock(id).orElseThrow(() -> Problem.notFound("router " + ref));
    ETags.check(ifMatch, before.version());
    checkIdentifier(dao, router, id);
    checkPassword(dao, before, router, request);
    dao.update(
        id,
        router,
        seal(request.secret(), id, "secret"),
        apiPassword(request, id),
        clock.instant());
    if (!isAt(before, router)) {
      // What another device lists says nothing of this one's sessions.
      dao.forgetListed(id);
    }
    Map<String, Object> changes = new HashMap<>(Audit.changes(settings(before), settings(router)));
    changes.put("secretChanged", request.secret() != null);
    changes.put("apiPasswordChanged", request.api() != null && request.api().password() != null);
    audit(handle, actor, "router.update", id, changes);
    return find(handle, Ref.id(id), language);
  }

  /** From here on {@code auto} learns anew: for a router that was replaced by an older one. */
  RouterView forgetSignature(Handle handle, Ref ref, Actor actor, Locale language) {
    RouterRow router = row(handle, ref);
    handle.attach(RouterDao.class).forgetSignature(router.id(), clock.instant());
    audit(handle, actor, "router.forget-signature", router.id(), Map.of("name", router.name()));
    return find(handle, Ref.id(router.id()), language);
  }

  /** Radius tries the secrets of all that bear a name, for whoever claims to be one of them. */
  private static void checkIdentifier(RouterDao dao, RouterRow router, long id) {
    if (router.identifier() != null
        && dao.otherBearers(router.identifier(), id) >= MOST_OF_ONE_IDENTIFIER) {
      throw Problem.unprocessable(
          "identifier",
          "is that of 16 routers already; give each its own by /system identity set name=…");
    }
  }

  private static boolean isAt(RouterRow before, RouterRow router) {
    return Objects.equals(router.address(), before.address())
        && Objects.equals(router.apiProtocol(), before.apiProtocol())
        && Objects.equals(router.apiPort(), before.apiPort());
  }

  /** Nobody has a password sent elsewhere who does not know it; a pinned certificate may move. */
  private static void checkPassword(
      RouterDao dao, RouterRow before, RouterRow router, SaveRouter request) {
    boolean given = request.api() == null || request.api().password() != null;
    boolean here =
        isAt(before, router) && Objects.equals(router.apiCertificate(), before.apiCertificate());
    boolean known =
        router.apiCertificate() != null && router.apiCertificate().equals(before.apiCertificate());
    if (!given && !here && !known && dao.sealed(before.id()).apiPassword() != null) {
      throw Problem.unprocessable(
          "api.password",
          "is needed again with another address, protocol, port or certificate: a password goes"
              + " where it was given for");
    }
  }

  /**
   * Notes that a router is dead: radius ends its sessions at their last contact, which frees what
   * they count towards. One that speaks again is open again.
   */
  RouterDeath died(Handle handle, Ref ref, Actor actor) {
    RouterRow router = row(handle, ref);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    RouterDao dao = handle.attach(RouterDao.class);
    long sessions = dao.openSessions(router.id());
    dao.died(router.id(), now);
    audit(
        handle,
        actor,
        "router.died",
        router.id(),
        Map.of("name", router.name(), "sessions", sessions));
    return new RouterDeath(router.id(), now, sessions);
  }

  /** How a router walls the unpaying in. */
  public static RouterPolicy policy(Handle handle, Ref ref) {
    RouterRow router = row(handle, ref);
    return new RouterPolicy(
        Isolation.of(router.isolation()),
        router.isolationList(),
        router.isolationPool(),
        router.isolationRate());
  }

  /** Any that is not archived. */
  public static RouterRow row(Handle handle, Ref ref) {
    RouterDao dao = handle.attach(RouterDao.class);
    Optional<RouterRow> found =
        switch (ref.kind()) {
          case ID -> dao.find(ref.id());
          case EXTERNAL -> dao.findExternal(ref.value());
          case NUMBER, USERNAME -> Optional.empty();
        };
    return found.orElseThrow(() -> Problem.notFound("router " + ref));
  }

  /** Of a router that is not archived, and within reach. */
  public static long id(Handle handle, Ref ref) {
    return row(handle, ref).id();
  }

  private byte @Nullable [] apiPassword(SaveRouter request, long id) {
    SaveRouter.ApiAccess api = request.api();
    return api == null ? null : seal(api.password(), id, "api");
  }

  private byte @Nullable [] seal(@Nullable Secret secret, long id, String what) {
    return secret == null ? null : sealer.seal(secret.bytes(), sealedTo(id, what));
  }

  /**
   * @param what {@code secret}, or {@code api} for the password
   */
  static String sealedTo(long id, String what) {
    return "router:" + id + ":" + what;
  }

  /** What staff set, without secrets. */
  private static Map<String, Object> settings(RouterRow router) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("name", router.name());
    settings.put("address", router.address());
    settings.put("identifier", router.identifier());
    settings.put("coaPort", router.coaPort());
    settings.put("requireMessageAuthenticator", router.requireMessageAuthenticator());
    settings.put("isolation", router.isolation());
    settings.put("isolationList", router.isolationList());
    settings.put("isolationPool", router.isolationPool());
    settings.put("isolationRate", router.isolationRate());
    settings.put("swapCounters", router.swapCounters());
    settings.put("enabled", router.enabled());
    settings.put("apiProtocol", router.apiProtocol());
    settings.put("apiPort", router.apiPort());
    settings.put("apiUsername", router.apiUsername());
    settings.put("apiCertificate", router.apiCertificate());
    return settings;
  }

  private void audit(Handle handle, Actor actor, String action, long id, Map<String, ?> detail) {
    Audit.write(handle, clock.instant(), actor, action, "router:" + id, detail);
  }
}
