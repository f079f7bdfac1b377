package id.gerbang.billing.backup;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Secret;
import id.gerbang.billing.pop.Pop;
import id.gerbang.billing.pop.PopDao;
import id.gerbang.billing.pop.PopService;
import id.gerbang.billing.subscription.CreateSubscription;
import id.gerbang.billing.subscription.SubscriptionService;
import id.gerbang.core.seal.Sealer;
import java.net.Inet4Address;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Makes backup links and shows their scripts, within the transaction that it is given. */
public final class BackupLinkService {

  static final String PLAN = "Backup GSM";
  private static final long NONE = -1;

  private final SubscriptionService subscriptions;
  private final PopService pops;
  private final Sealer sealer;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public BackupLinkService(
      SubscriptionService subscriptions, PopService pops, Sealer sealer, Clock clock) {
    this.subscriptions = subscriptions;
    this.pops = pops;
    this.sealer = sealer;
    this.clock = clock;
  }

  BackupLink create(Handle handle, CreateBackupLink request, LoginMode mode, Actor actor) {
    LinkOrder order = LinkOrder.of(request);
    handle.attach(PopDao.class).lock();
    BackupLinkDao links = handle.attach(BackupLinkDao.class);
    if (!links.customerExists(order.customerId())) {
      throw Problem.unprocessable("customerId", "is no customer");
    }
    Pop pop = pop(handle, order, request, actor);
    List<BackupLink> branches = links.branches(pop.id(), order.vlan(), NONE);
    int branch = branches.stream().mapToInt(BackupLink::branch).max().orElse(0) + 1;
    Optional<Long> horizon = OrderChecks.horizon(branches, order, request.horizon());
    String username = order.username().orElse(Tunnel.defaultUsername(order.vlan(), branch));
    OrderChecks.refuseClashes(links, order, username, pop);
    Inet4Address remote = OrderChecks.remote(handle.attach(PopDao.class), order, pop);
    Long customerRouterId = OrderChecks.customerRouter(links, order, request, pop);
    Password password = order.password().orElseGet(() -> Password.random(random));
    long planId = planId(links, request);
    long subscriptionId =
        subscriptions.create(handle, login(order, username, planId, password, remote), actor);
    Instant now = clock.instant();
    long id =
        links.insert(
            request.externalId(),
            order.customerId(),
            subscriptionId,
            order.vlan(),
            branch,
            horizon.orElse(null),
            mode.word(),
            request.vcId(),
            pop.id(),
            order.popVlanInterface().orElse(pop.vlanInterface()),
            order.customerInterface(),
            remote.getHostAddress(),
            customerRouterId,
            List.copyOf(request.given()),
            now);
    horizon.ifPresent(number -> links.setHorizon(pop.id(), order.vlan(), number));
    Audit.write(
        handle,
        now,
        actor,
        "backup-link.create",
        "backup-link:" + id,
        Map.of("vlan", order.vlan(), "pop", pop.address().host(), "username", username));
    return links.byId(id).orElseThrow();
  }

  private Pop pop(Handle handle, LinkOrder order, CreateBackupLink request, Actor actor) {
    return order
        .popId()
        .map(
            id ->
                handle
                    .attach(PopDao.class)
                    .byId(id)
                    .orElseThrow(() -> Problem.unprocessable("popId", "is no POP")))
        .orElseGet(
            () ->
                pops.at(
                    handle,
                    order.popAddress().orElseThrow(),
                    request.popWanInterface(),
                    request.popVlanInterface(),
                    request.innerLocal(),
                    actor));
  }

  private static long planId(BackupLinkDao links, CreateBackupLink request) {
    Long given = request.planId();
    if (given == null) {
      return links.plan(PLAN).orElseGet(() -> freePlan(links));
    }
    if (!links.planExists(given)) {
      throw Problem.unprocessable("planId", "is no plan");
    }
    return given;
  }

  private static long freePlan(BackupLinkDao links) {
    Optional<Long> made = links.insertPlan(PLAN);
    made.ifPresent(links::insertFreeVersion);
    return made.or(() -> links.plan(PLAN)).orElseThrow();
  }

  BackupLink find(Handle handle, Ref ref) {
    BackupLinkDao links = handle.attach(BackupLinkDao.class);
    Optional<BackupLink> link =
        switch (ref.kind()) {
          case ID -> links.byId(ref.id());
          case USERNAME -> links.byUsername(ref.value());
          case EXTERNAL -> links.byExternalId(ref.value());
          case NUMBER -> Optional.empty();
        };
    return link.orElseThrow(() -> Problem.notFound("backup link " + ref));
  }

  /** One that is not being taken away. */
  BackupLink findLive(Handle handle, Ref ref) {
    BackupLink link = find(handle, ref);
    if (link.removingSince() != null) {
      throw Problem.conflict("This link is being removed, or was.");
    }
    return link;
  }

  LinkState state(Handle handle, BackupLink link) {
    return Objects.requireNonNull(states(handle, List.of(link)).get(link.id()));
  }

  Map<Long, LinkState> states(Handle handle, List<BackupLink> links) {
    Map<Long, List<SideRow>> sides =
        handle.attach(SideDao.class).of(links.stream().mapToLong(BackupLink::id).toArray()).stream()
            .collect(groupingBy(SideRow::linkId));
    return links.stream()
        .collect(
            toMap(
                BackupLink::id,
                link -> LinkState.of(link, sides.getOrDefault(link.id(), List.of()))));
  }

  /** Opens the password, and notes who saw it. */
  Password show(Handle handle, BackupLink link, Actor actor) {
    Audit.write(
        handle,
        clock.instant(),
        actor,
        "backup-link.show-password",
        link.object(),
        Map.of("username", link.username()));
    return password(link);
  }

  /** To be told to nobody but the link's own routers. */
  Password password(BackupLink link) {
    byte[] clear =
        sealer.open(link.passwordSealed(), "subscription:" + link.subscriptionId() + ":password");
    return new Password(new String(clear, StandardCharsets.UTF_8));
  }

  /** The subscription by which the tunnel logs in: always the same address, EoIP ends there. */
  private static CreateSubscription login(
      LinkOrder order, String username, long planId, Password password, Inet4Address remote) {
    return CreateSubscription.plain(
        order.customerId(),
        planId,
        username,
        new Secret(password.clear()),
        "sstp",
        remote.getHostAddress());
  }
}
