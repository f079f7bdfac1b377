package id.gerbang.billing;

import id.gerbang.billing.cutover.CutOverResource;
import id.gerbang.billing.cutover.CutOverService;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.hub.HubResource;
import id.gerbang.billing.hub.HubService;
import id.gerbang.billing.hub.TunnelResource;
import id.gerbang.billing.hub.TunnelService;
import id.gerbang.billing.job.Job;
import id.gerbang.billing.plan.PlanService;
import id.gerbang.billing.router.RouterAccess;
import id.gerbang.billing.router.RouterRepairService;
import id.gerbang.billing.router.RouterResource;
import id.gerbang.billing.router.RouterService;
import id.gerbang.billing.router.RouterSuccession;
import id.gerbang.billing.router.RouterTestService;
import id.gerbang.billing.router.RouterTurns;
import id.gerbang.billing.router.RouterUserService;
import id.gerbang.billing.router.UnknownRouterResource;
import id.gerbang.billing.setup.DriftResource;
import id.gerbang.billing.setup.Drifts;
import id.gerbang.billing.setup.RouterSetups;
import id.gerbang.billing.setup.SetupResource;
import id.gerbang.billing.setup.SetupService;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The ISP's routers: how they are known, asked, set up, watched and cut over. */
final class Routers implements AutoCloseable {

  private final BillingConfig config;
  private final Jdbi jdbi;
  private final Clock clock;
  private final Idempotency idempotency;
  private final Language language;
  private final RouterAccess access;
  private final RouterTurns turns;
  private final RouterTestService tests;
  private final TunnelService tunnels;
  private final SetupService setups;
  private final Drifts drifts;
  private final WatchedRouters watched;

  /**
   * @param payHosts where customers pay, which those who are walled in must reach
   */
  Routers(
      BillingConfig config,
      Jdbi jdbi,
      Clock clock,
      Idempotency idempotency,
      PlanService plans,
      Function<Handle, List<String>> payHosts) {
    this.config = config;
    this.jdbi = jdbi;
    this.clock = clock;
    this.idempotency = idempotency;
    language = new Language(config.language());
    access = new RouterAccess(config.sealer());
    turns = new RouterTurns(jdbi, clock);
    tests = new RouterTestService(jdbi, clock, config.zone(), config.sealer(), access);
    tunnels = new TunnelService(clock, config.sealer());
    setups = new SetupService(clock, config.sealer(), tunnels, payHosts);
    drifts = new Drifts(jdbi, clock, config.zone(), access, setups);
    watched =
        new WatchedRouters(
            jdbi,
            clock,
            config.zone(),
            access,
            turns,
            tests,
            config.routerLooks(),
            plans,
            language);
  }

  RouterAccess access() {
    return access;
  }

  RouterTurns turns() {
    return turns;
  }

  List<Job> jobs() {
    return Stream.concat(Stream.of(drifts), watched.jobs().stream()).toList();
  }

  List<Object> resources() {
    RouterService routers = new RouterService(clock, config.sealer());
    List<Object> resources = new ArrayList<>(watched.resources());
    resources.add(
        new RouterResource(
            jdbi,
            idempotency,
            routers,
            new RouterSuccession(clock, routers),
            tests,
            new RouterRepairService(jdbi, clock, access, turns, tests),
            new RouterUserService(jdbi, clock, config.sealer(), access, turns, routers),
            language));
    resources.add(
        new SetupResource(
            jdbi, setups, new RouterSetups(jdbi, clock, access, turns, setups), language));
    resources.add(new DriftResource(drifts, language));
    resources.add(new HubResource(jdbi, idempotency, new HubService(clock, config.sealer())));
    resources.add(new TunnelResource(jdbi, tunnels));
    resources.add(new CutOverResource(new CutOverService(jdbi, clock, access, turns)));
    resources.add(new UnknownRouterResource(jdbi, idempotency, routers, language));
    return resources;
  }

  @Override
  public void close() {
    access.close();
  }
}
