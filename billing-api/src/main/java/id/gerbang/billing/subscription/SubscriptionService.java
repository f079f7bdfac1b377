package id.gerbang.billing.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.history.Event;
import id.gerbang.billing.history.History;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.ETags;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Secret;
import id.gerbang.billing.invoice.InvoiceDao;
import id.gerbang.billing.money.LedgerDao;
import id.gerbang.billing.overdue.OverdueEvaluation;
import id.gerbang.billing.overdue.OverdueEvaluation.Cause;
import id.gerbang.billing.subscription.SubscriptionDao.Archived;
import id.gerbang.billing.subscription.SubscriptionDao.NewSubscription;
import id.gerbang.core.dictionary.Dictionary;
import id.gerbang.core.seal.Sealer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Makes and changes subscriptions. It writes facts only: what follows from them on the network is
 * the RADIUS side's to bring about.
 */
public final class SubscriptionService {

  private final Clock clock;
  private final SubscriberPasswords passwords;
  private final OverdueEvaluation evaluation;
  private final Dictionary dictionary;
  private final NewSubscriptions rows;

  public SubscriptionService(
      Clock clock,
      SubscriptionBilling billing,
      Sealer sealer,
      OverdueEvaluation evaluation,
      Dictionary dictionary) {
    this.clock = clock;
    this.passwords = new SubscriberPasswords(sealer);
    this.evaluation = evaluation;
    this.dictionary = dictionary;
    this.rows = new NewSubscriptions(billing, passwords, dictionary);
  }

  /** Makes a subscription; answers its id. To who pays late it is isolated from the first. */
  public long create(Handle handle, CreateSubscription request, Actor actor) {
    return create(handle, List.of(request), "", actor).get(0);
  }

  /**
   * Makes subscriptions; answers their ids, in that order. Where they are several customers', who
   * pays late is isolated by the next round only.
   *
   * @param prefix of the fields' names in errors: {@code subscription.} where they are nested
   */
  public List<Long> create(
      Handle handle, List<CreateSubscription> requests, String prefix, Actor actor) {
    if (requests.isEmpty()) {
      return List.of();
    }
    Instant now = clock.instant();
    List<NewSubscription> made = rows.insert(handle, requests, prefix, now);
    List<Audit.Item> traces = new ArrayList<>();
    List<Event> events = new ArrayList<>();
    for (NewSubscription it : made) {
      Map<String, Object> detail = detail(it.details());
      detail.put("customer", it.customerId());
      traces.add(new Audit.Item(object(it.id()), detail));
      events.add(Event.of(it.id(), "create", now, actor).until(it.details().activeUntil()));
    }
    Audit.write(handle, now, actor, "subscription.create", traces);
    History.write(handle, events);
    long[] customers = made.stream().mapToLong(NewSubscription::customerId).distinct().toArray();
    evaluation.evaluate(handle, Cause.SUBSCRIPTION, actor, customers);
    return made.stream().map(NewSubscription::id).toList();
  }

  /** The same with defaults in place, or all that is wrong with it by itself. */
  public UpdateSubscription checked(CreateSubscription request, Checks checks, String prefix) {
    return rows.checked(request, checks, prefix);
  }

  void replace(
      Handle handle, Ref ref, UpdateSubscription request, @Nullable String ifMatch, Actor actor) {
    lockRouter(handle, request.routerId());
    SubscriptionRow current = lock(handle, ref);
    update(handle, current, request.onTermsOf(current), ifMatch, actor);
  }

  void patch(Handle handle, Ref ref, JsonNode patch, @Nullable String ifMatch, Actor actor) {
    JsonNode router = patch.path("routerId");
    lockRouter(handle, router.canConvertToLong() ? router.asLong() : null);
    SubscriptionRow current = lock(handle, ref);
    UpdateSubscription merged = Json.merge(current.asRequest(), patch, UpdateSubscription.class);
    update(handle, current, merged, ifMatch, actor);
  }

  /** Before the subscription: in that order a router's customers are moved too. */
  private static void lockRouter(Handle handle, @Nullable Long router) {
    if (router != null) {
      handle.attach(SubscriptionDao.class).lockRouters(new long[] {router});
    }
  }

  private void update(
      Handle handle,
      SubscriptionRow current,
      UpdateSubscription request,
      @Nullable String ifMatch,
      Actor actor) {
    ETags.check(ifMatch, current.version());
    Checks checks = new Checks();
    request.checkSameTerms(checks, current);
    UpdateSubscription details = request.checked(checks, "", dictionary);
    NewPromises.check(
        handle,
        details,
        "",
        NewSubscriptions.whose(current.id(), details, current.customerId()),
        Optional.of(current.asRequest()));
    SubscriptionDao dao = handle.attach(SubscriptionDao.class);
    Long router = details.routerId();
    if (router != null && !router.equals(current.routerId())) {
      NewSubscriptions.checkRouter(details, dao.lockRouters(new long[] {router}), "");
    }
    Optional<Secret> password =
        Optional.ofNullable(details.password())
            .filter(it -> passwords.isNew(dao, current.id(), it));
    boolean sameName = current.username().equals(details.username());
    Instant now = clock.instant();
    if (!sameName) {
      dao.formerly(current.id(), current.username(), now);
    }
    dao.update(
        current.id(),
        password.map(it -> passwords.sealed(it, current.id())).orElse(null),
        current.credentialVersion() + (sameName && password.isEmpty() ? 0 : 1),
        details,
        now);
    Map<String, Object> changes =
        new HashMap<>(Audit.changes(detail(current.asRequest()), detail(details)));
    changes.put("passwordChanged", password.isPresent());
    audit(handle, actor, "subscription.update", current.id(), changes);
  }

  public void isolate(Handle handle, Ref ref, IsolateRequest request, Actor actor) {
    Instant now = clock.instant();
    Instant end = request.end(now).orElse(null);
    SubscriptionRow current = lockWithCustomer(handle, ref);
    if (current.terminatedAt() != null) {
      throw Problem.conflict("The subscription " + current.username() + " is terminated.");
    }
    if (request.untilPaid() && handle.attach(LedgerDao.class).balance(current.customerId()) >= 0) {
      throw Problem.conflict("until", "is not to be \"paid\": the customer owes nothing");
    }
    handle
        .attach(SubscriptionDao.class)
        .hold(current.id(), request.reason(), end, request.untilPaid(), now);
    Map<String, Object> detail = new HashMap<>();
    detail.put("reason", request.reason());
    detail.put("until", request.until());
    audit(handle, actor, "subscription.isolate", current.id(), detail);
    History.write(
        handle, Event.of(current.id(), "isolate", now, actor).because(request.reason()).until(end));
  }

  /** Forgets which device logged in first. */
  void rebindMac(Handle handle, Ref ref, ReasonRequest request, Actor actor) {
    Map<String, String> detail = request.detail();
    SubscriptionRow current = lock(handle, ref);
    handle.attach(SubscriptionDao.class).rebindMac(current.id(), clock.instant());
    audit(handle, actor, "subscription.rebind_mac", current.id(), detail);
  }

  public void archive(Handle handle, Ref ref, Actor actor) {
    SubscriptionRow current = lockWithCustomer(handle, ref);
    handle
        .attach(SubscriptionDao.class)
        .waitingOrder(current.id())
        .ifPresent(
            number -> {
              throw Problem.conflict(
                  "A renewal waits for the payment of %s: terminate the subscription first, which takes it back, or void the invoice."
                      .formatted(number));
            });
    long unbilled = handle.attach(SubscriptionDao.class).unbilledCharges(current.id());
    if (unbilled > 0) {
      throw Problem.conflict(
          "Rp %d of charges is not billed: %s, or take them off."
              .formatted(
                  unbilled,
                  current.terminatedAt() == null
                      ? "terminate the subscription first, which bills them"
                      : "issue an invoice of them first"));
    }
    undo(handle, new long[] {current.id()}, actor);
  }

  /** Deletes those that were made by mistake, and to which nothing has happened since. */
  public void undo(Handle handle, long[] ids, Actor actor) {
    Instant now = clock.instant();
    List<Audit.Item> traces =
        handle.attach(SubscriptionDao.class).archive(ids, now).stream()
            .sorted(Comparator.comparing(Archived::id))
            .map(it -> new Audit.Item(object(it.id()), Map.of("username", it.username())))
            .toList();
    Audit.write(handle, now, actor, "subscription.archive", traces);
  }

  /** The password in clear; that it was shown stays in the audit. */
  public String reveal(Handle handle, Ref ref, Actor actor) {
    SubscriptionRow current = row(handle, ref);
    byte[] sealed = handle.attach(SubscriptionDao.class).password(current.id());
    audit(handle, actor, "subscription.password.reveal", current.id(), Map.of());
    return passwords.open(sealed, current.id());
  }

  public static SubscriptionRow row(Handle handle, Ref ref) {
    SubscriptionDao dao = handle.attach(SubscriptionDao.class);
    Optional<SubscriptionRow> found =
        switch (ref.kind()) {
          case ID -> dao.find(ref.id());
          case USERNAME -> dao.findUsername(ref.value());
          case EXTERNAL -> dao.findExternal(ref.value());
          case NUMBER -> Optional.empty();
        };
    return found.orElseThrow(() -> Problem.notFound("subscription " + ref));
  }

  /** For what moves money, or may: the customer's row first, as everywhere. */
  public static SubscriptionRow lockWithCustomer(Handle handle, Ref ref) {
    SubscriptionRow found = row(handle, ref);
    handle.attach(InvoiceDao.class).lockAnyCustomer(found.customerId());
    return lock(handle, Ref.id(found.id()));
  }

  private static SubscriptionRow lock(Handle handle, Ref ref) {
    return handle
        .attach(SubscriptionDao.class)
        .lock(row(handle, ref).id())
        .orElseThrow(() -> Problem.notFound("subscription " + ref));
  }

  private static String object(long id) {
    return "subscription:" + id;
  }

  private static Map<String, Object> detail(UpdateSubscription details) {
    Map<String, Object> detail = new HashMap<>();
    detail.put("username", details.username());
    detail.put("plan", details.planId());
    detail.put("activeUntil", details.activeUntil());
    detail.put("staticIp", details.staticIp());
    detail.put("routes", details.routes());
    detail.put("ipv6", details.ipv6());
    detail.put("attributes", details.attributes());
    detail.put("macPolicy", details.macPolicy());
    detail.put("macs", details.macs());
    detail.put("macLogin", details.macLogin());
    detail.put("routerId", details.routerId());
    return detail;
  }

  private void audit(Handle handle, Actor actor, String action, long id, Map<String, ?> detail) {
    Audit.write(handle, clock.instant(), actor, action, object(id), detail);
  }
}
