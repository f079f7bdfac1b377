package id.gerbang.billing.backup;

import static java.util.stream.Collectors.toSet;

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
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Makes backup links and shows their scripts, within the transaction that it is given. */
public final class BackupLinkService {

  static final String PLAN = "Backup GSM";

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

  BackupLink create(Handle handle, CreateBackupLink request, Actor actor) {
    LinkOrder order = LinkOrder.of(request);
    handle.attach(PopDao.class).lock();
    BackupLinkDao links = handle.attach(BackupLinkDao.class);
    if (!links.customerExists(order.customerId())) {
      throw Problem.unprocessable("customerId", "is no customer");
    }
    Pop pop = pop(handle, order, request, actor);
    refuseClashes(links, order, pop);
    Inet4Address remote = remote(handle.attach(PopDao.class), order, pop);
    Long customerRouterId = customerRouter(links, request, pop);
    Password password = order.password().orElseGet(() -> Password.random(random));
    long planId = planId(links, request);
    long subscriptionId =
        subscriptions.create(handle, login(order, planId, password, remote), actor);
    Instant now = clock.instant();
    long id =
        links.insert(
            request.externalId(),
            order.customerId(),
            subscriptionId,
            order.vlan(),
            pop.id(),
            order.popVlanInterface().orElse(pop.vlanInterface()),
            order.customerInterface(),
            remote.getHostAddress(),
            customerRouterId,
            List.copyOf(request.given()),
            now);
    Audit.write(
        handle,
        now,
        actor,
        "backup-link.create",
        "backup-link:" + id,
        Map.of("vlan", order.vlan(), "pop", pop.address().host(), "username", order.username()));
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

  private static void refuseClashes(BackupLinkDao links, LinkOrder order, Pop pop) {
    if (links.vlanTaken(pop.id(), order.vlan())) {
      throw Problem.conflict(
          "vlan", order.vlan() + " has a backup link at " + pop.address().host() + " already");
    }
    if (links.usernameTaken(order.username())) {
      throw Problem.conflict("username", order.username() + " is taken: give another one");
    }
    // What the POP's links share is made once: its WAN address, and the profile's local address.
    order.popAddress().ifPresent(address -> shared("popAddress", address, pop.address()));
    order.popWanInterface().ifPresent(name -> shared("popWanInterface", name, pop.wanInterface()));
    order
        .innerLocal()
        .ifPresent(local -> shared("innerLocal", local.getHostAddress(), pop.innerLocal()));
  }

  private static void shared(String field, Object given, Object known) {
    if (!given.equals(known)) {
      throw Problem.conflict(field, "is " + known + " for all links of this POP");
    }
  }

  private static Inet4Address remote(PopDao pops, LinkOrder order, Pop pop) {
    Set<Inet4Address> taken =
        pops.takenAddresses(pop.id()).stream().map(Inet4Address.class::cast).collect(toSet());
    Inet4Address remote =
        order
            .innerRemote()
            .or(() -> pop.nextRemote(taken))
            .orElseThrow(
                () -> Problem.conflict("innerRemote", "none is free in the POP's range: give one"));
    if (remote.equals(pop.local())) {
      throw Problem.unprocessable("innerRemote", "is not the POP's own end");
    }
    if (taken.contains(remote)) {
      throw Problem.conflict("innerRemote", remote.getHostAddress() + " is taken");
    }
    return remote;
  }

  private static @Nullable Long customerRouter(
      BackupLinkDao links, CreateBackupLink request, Pop pop) {
    Long router = request.customerRouterId();
    if (router != null) {
      if (!links.isRouter(router)) {
        throw Problem.unprocessable("customerRouterId", "is no router");
      }
      if (router.equals(pop.routerId())) {
        throw Problem.unprocessable("customerRouterId", "is the POP's own");
      }
    }
    return router;
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

  /** Opens the password, and notes who saw it. */
  Password show(Handle handle, BackupLink link, Actor actor) {
    Audit.write(
        handle,
        clock.instant(),
        actor,
        "backup-link.show-password",
        "backup-link:" + link.id(),
        Map.of("username", link.username()));
    byte[] clear =
        sealer.open(link.passwordSealed(), "subscription:" + link.subscriptionId() + ":password");
    return new Password(new String(clear, StandardCharsets.UTF_8));
  }

  /** The subscription by which the tunnel logs in: always the same address, EoIP ends there. */
  private static CreateSubscription login(
      LinkOrder order, long planId, Password password, Inet4Address remote) {
    return CreateSubscription.plain(
        order.customerId(),
        planId,
        order.username(),
        new Secret(password.clear()),
        "sstp",
        remote.getHostAddress());
  }
}
