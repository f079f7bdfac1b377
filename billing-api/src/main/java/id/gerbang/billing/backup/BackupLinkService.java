package id.gerbang.billing.backup;

import static java.util.stream.Collectors.toSet;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Secret;
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
import org.jdbi.v3.core.Handle;

/** Makes backup links and shows their scripts, within the transaction that it is given. */
public final class BackupLinkService {

  static final String PLAN = "Backup GSM";

  private final SubscriptionService subscriptions;
  private final Sealer sealer;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public BackupLinkService(SubscriptionService subscriptions, Sealer sealer, Clock clock) {
    this.subscriptions = subscriptions;
    this.sealer = sealer;
    this.clock = clock;
  }

  BackupLink create(Handle handle, CreateBackupLink request, Actor actor) {
    LinkOrder order = LinkOrder.of(request);
    BackupLinkDao links = handle.attach(BackupLinkDao.class);
    links.lock();
    refuseClashes(links, order);
    AddressPlan addresses = addresses(links, order.pop());
    Inet4Address local = local(order, addresses);
    Inet4Address remote = remote(order, addresses, local);
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
            order.pop().toString(),
            order.popWanInterface(),
            order.popVlanInterface(),
            order.customerInterface(),
            local.getHostAddress(),
            remote.getHostAddress(),
            List.copyOf(request.given()),
            now);
    Audit.write(
        handle,
        now,
        actor,
        "backup-link.create",
        "backup-link:" + id,
        Map.of("vlan", order.vlan(), "pop", order.pop().host(), "username", order.username()));
    return links.byId(id).orElseThrow();
  }

  private static void refuseClashes(BackupLinkDao links, LinkOrder order) {
    if (!links.customerExists(order.customerId())) {
      throw Problem.unprocessable("customerId", "is no customer");
    }
    if (links.vlanTaken(order.pop().host(), order.vlan())) {
      throw Problem.conflict(
          "vlan", order.vlan() + " has a backup link at " + order.pop().host() + " already");
    }
    if (links.usernameTaken(order.username())) {
      throw Problem.conflict("username", order.username() + " is taken: give another one");
    }
  }

  private static AddressPlan addresses(BackupLinkDao links, PopAddress pop) {
    return new AddressPlan(
        links.innerLocal(pop.host()).map(Inet4Address.class::cast),
        links.takenAddresses(pop.host()).stream().map(Inet4Address.class::cast).collect(toSet()));
  }

  /** The POP's profile holds one local address for all of its links. */
  private static Inet4Address local(LinkOrder order, AddressPlan addresses) {
    Inet4Address local = order.innerLocal().orElseGet(addresses::localOrFirst);
    addresses
        .local()
        .filter(known -> !known.equals(local))
        .ifPresent(
            known -> {
              throw Problem.conflict(
                  "innerLocal", "is " + known.getHostAddress() + " for all links of this POP");
            });
    if (addresses.taken().contains(local)) {
      throw Problem.conflict("innerLocal", local.getHostAddress() + " is a customer's address");
    }
    return local;
  }

  private static Inet4Address remote(LinkOrder order, AddressPlan addresses, Inet4Address local) {
    Inet4Address remote =
        order
            .innerRemote()
            .or(() -> addresses.nextRemote(local))
            .orElseThrow(
                () -> Problem.conflict("innerRemote", "none is free next to the POP's: give one"));
    if (remote.equals(local)) {
      throw Problem.unprocessable("innerRemote", "is not the POP's own end");
    }
    if (addresses.taken().contains(remote)) {
      throw Problem.conflict("innerRemote", remote.getHostAddress() + " is taken");
    }
    return remote;
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
