package id.gerbang.billing.setup;

import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import id.gerbang.billing.http.AccessLog;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.WithinReach;
import id.gerbang.billing.router.RouterDao;
import id.gerbang.billing.router.RouterRow;
import id.gerbang.core.seal.Sealer;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /routers/{id}/script}: what to import on a new BRAS, and what takes it back. */
@WithinReach
@Path("/api/v1/routers/{id}/script")
public final class SetupResource {

  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final String IPV4 = "(" + OCTET + "\\.){3}" + OCTET;
  private static final String RANGE = IPV4 + "(-" + IPV4 + "|/([12]?\\d|3[0-2]))?";
  private static final Pattern ADDRESS = Pattern.compile(IPV4);
  private static final Pattern RANGES = Pattern.compile(RANGE + "(," + RANGE + ")*");
  private static final Pattern ASCII = Pattern.compile("[ -~]{1,128}");

  private final Jdbi jdbi;
  private final Clock clock;
  private final Sealer sealer;

  public SetupResource(Jdbi jdbi, Clock clock, Sealer sealer) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.sealer = sealer;
  }

  @GET
  @Produces(MediaType.TEXT_PLAIN + ";charset=utf-8")
  @Allow({OWNER, TECHNICIAN})
  public String script(
      @Auth Actor actor,
      @PathParam("id") Ref id,
      @QueryParam("action") @DefaultValue("add") String action,
      @QueryParam("version") @DefaultValue("7") String version,
      @QueryParam("radius") List<String> radius,
      @QueryParam("interface") @Nullable String interfaceName,
      @QueryParam("localAddress") @Nullable String localAddress,
      @QueryParam("pool") List<String> pools,
      @QueryParam("portal") @Nullable String portal,
      @QueryParam("portalPort") @Nullable Integer portalPort,
      @QueryParam("withSecret") @DefaultValue("false") boolean withSecret) {
    if (!List.of("add", "remove").contains(action)) {
      throw Problem.unprocessable("action", "is add or remove");
    }
    if (!List.of("6", "7").contains(version)) {
      throw Problem.unprocessable("version", "is 6 or 7");
    }
    return jdbi.inTransaction(
        handle -> {
          RouterRow router = router(handle, id);
          if (action.equals("remove")) {
            return BrasScript.removal();
          }
          if (radius.isEmpty()) {
            throw Problem.unprocessable(
                "radius", "is missing: the address of a RADIUS server of ours");
          }
          radius.forEach(address -> matching("radius", address, ADDRESS, "an IPv4 address"));
          if (portalPort == null || portalPort < 1 || portalPort > 65535) {
            throw Problem.unprocessable("portalPort", "must be the port of our page, 1 to 65535");
          }
          SetupDao dao = handle.attach(SetupDao.class);
          BrasSetup setup =
              new BrasSetup(
                  Integer.parseInt(version),
                  radius,
                  withSecret ? Optional.of(secret(handle, router, actor)) : Optional.empty(),
                  Optional.ofNullable(router.address()).filter(ADDRESS.asMatchPredicate()),
                  router.coaPort(),
                  matching("interface", interfaceName, ASCII, "the name of a port, in ASCII"),
                  matching("localAddress", localAddress, ADDRESS, "an IPv4 address"),
                  pools(pools, router, dao.pools()),
                  matching("isolationList", router.isolationList(), ASCII, "ASCII"),
                  matching("portal", portal, ADDRESS, "the IPv4 address of our page"),
                  portalPort,
                  dao.payHosts());
          return BrasScript.of(setup);
        });
  }

  private static RouterRow router(Handle handle, Ref ref) {
    RouterDao dao = handle.attach(RouterDao.class);
    Optional<RouterRow> found =
        switch (ref.kind()) {
          case ID -> dao.find(ref.id());
          case EXTERNAL -> dao.findExternal(ref.value());
          case NUMBER, USERNAME -> Optional.empty();
        };
    return found.orElseThrow(() -> Problem.notFound("router " + ref));
  }

  private String secret(Handle handle, RouterRow router, Actor actor) {
    String object = "router:" + router.id();
    Instant now = clock.instant();
    AccessLog.read(handle, now, actor, object);
    Audit.write(handle, now, actor, "router.show-secret", object, Map.of("name", router.name()));
    byte[] clear =
        sealer.open(handle.attach(SetupDao.class).secret(router.id()), object + ":secret");
    return matching("secret", new String(clear, StandardCharsets.UTF_8), ASCII, "ASCII here");
  }

  /** In the order given; no range is invented for one that plans or isolation need. */
  private static Map<String, String> pools(
      List<String> given, RouterRow router, List<String> ofPlans) {
    Map<String, String> pools = new LinkedHashMap<>();
    for (String pool : given) {
      int equals = pool.lastIndexOf('=');
      String name = equals < 0 ? "" : pool.substring(0, equals);
      matching("pool", name, ASCII, "NAME=RANGES, its name in ASCII");
      String ranges = pool.substring(equals + 1);
      pools.put(name, matching("pool", ranges, RANGES, "NAME=10.0.0.2-10.0.0.254"));
    }
    for (String name : ofPlans) {
      needs(pools, name);
    }
    needs(pools, router.isolationPool());
    if (pools.keySet().iterator().next().equals(router.isolationPool())) {
      throw Problem.unprocessable("pool", "names first the pool of plans that have none");
    }
    return pools;
  }

  private static void needs(Map<String, String> pools, String name) {
    if (!pools.containsKey(name)) {
      throw Problem.unprocessable(
          "pool", "lacks ranges of " + name + ", as in NAME=10.0.0.2-10.0.0.254");
    }
  }

  private static String matching(
      String field, @Nullable String value, Pattern pattern, String what) {
    if (value == null) {
      throw Problem.unprocessable(field, "is missing: " + what);
    }
    if (!pattern.matcher(value).matches()) {
      throw Problem.unprocessable(field, "is not " + what);
    }
    return value;
  }
}
