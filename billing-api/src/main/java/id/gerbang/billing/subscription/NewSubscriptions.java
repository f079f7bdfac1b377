package id.gerbang.billing.subscription;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.pool.Promised;
import id.gerbang.billing.subscription.SubscriptionDao.NewSubscription;
import id.gerbang.billing.subscription.SubscriptionDao.SoldPlan;
import id.gerbang.core.dictionary.Dictionary;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The rows of new subscriptions: each checked by itself, and against customer, plan and router,
 * which can't go away before it is there; passwords sealed, prepaid with its end.
 */
final class NewSubscriptions {

  private static final String FROM_NOW = "now";

  private final SubscriptionBilling billing;
  private final SubscriberPasswords passwords;
  private final Dictionary dictionary;

  NewSubscriptions(
      SubscriptionBilling billing, SubscriberPasswords passwords, Dictionary dictionary) {
    this.billing = billing;
    this.passwords = passwords;
    this.dictionary = dictionary;
  }

  /** The same with defaults in place, or all that is wrong with it by itself. */
  UpdateSubscription checked(CreateSubscription request, Checks checks, String prefix) {
    boolean byMac = Boolean.TRUE.equals(request.macLogin());
    checks.that(byMac || request.password() != null, prefix + "password", "is missing");
    checks.that(
        request.validity() == null
            || (Set.of(FROM_NOW, CreateSubscription.FROM_FIRST_LOGIN).contains(request.validity())
                && "prepaid".equals(request.billing())
                && request.activeUntil() == null),
        prefix + "validity",
        "is now or firstLogin, for billing prepaid without activeUntil");
    return request.details().checked(checks, prefix, dictionary);
  }

  /**
   * All of them, or none.
   *
   * @param prefix of the fields' names in errors
   */
  List<NewSubscription> insert(
      Handle handle, List<CreateSubscription> requests, String prefix, Instant now) {
    List<UpdateSubscription> asked = new ArrayList<>();
    for (CreateSubscription request : requests) {
      Checks checks = new Checks();
      checks.that(request.customerId() != null, prefix + "customerId", "is missing");
      asked.add(checked(request, checks, prefix));
    }
    SubscriptionDao dao = handle.attach(SubscriptionDao.class);
    Set<Long> customers =
        dao.lockCustomers(
            requests.stream().mapToLong(it -> Objects.requireNonNull(it.customerId())).toArray());
    Map<Long, Integer> plans =
        dao
            .lockPlans(
                asked.stream().mapToLong(it -> Objects.requireNonNull(it.planId())).toArray())
            .stream()
            .collect(Collectors.toMap(SoldPlan::id, SoldPlan::version));
    Set<Long> routers =
        dao.lockRouters(
            asked.stream()
                .map(UpdateSubscription::routerId)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .toArray());
    List<Long> ids = dao.nextIds(requests.size());
    LocalDate today = billing.today(now);
    List<NewSubscription> all = new ArrayList<>();
    List<NewSubscription> next = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      long customer = Objects.requireNonNull(requests.get(i).customerId());
      if (!customers.contains(customer)) {
        throw Problem.unprocessable(prefix + "customerId", "is no customer");
      }
      Integer version = plans.get(Objects.requireNonNull(asked.get(i).planId()));
      if (version == null) {
        throw Problem.unprocessable(prefix + "planId", "is no plan that is sold");
      }
      checkRouter(asked.get(i), routers, prefix);
      String validity = requests.get(i).validity();
      Optional<PrepaidEnd> end = end(dao, asked.get(i), version, validity, now);
      UpdateSubscription details =
          end.map(PrepaidEnd::end).map(asked.get(i)::until).orElse(asked.get(i));
      long id = ids.get(i);
      if (details.hasAddresses()) {
        // They are compared with what is there, so those before it are to be there.
        dao.insert(next, now);
        next.clear();
        NewPromises.check(handle, details, prefix, whose(id, details, customer), Optional.empty());
      }
      next.add(
          new NewSubscription(
              id,
              customer,
              version,
              passwords.sealed(details.password(), id),
              CreateSubscription.FROM_FIRST_LOGIN.equals(validity),
              end.map(PrepaidEnd::day).orElse(null),
              "postpaid".equals(details.billing()) ? today : null,
              details));
      all.add(next.get(next.size() - 1));
    }
    dao.insert(next, now);
    return all;
  }

  /** Prepaid that nobody paid for has ended already: nothing is good for ever. */
  private Optional<PrepaidEnd> end(
      SubscriptionDao dao,
      UpdateSubscription asked,
      int priceVersion,
      @Nullable String validity,
      Instant now) {
    if (!"prepaid".equals(asked.billing())
        || asked.activeUntil() != null
        || CreateSubscription.FROM_FIRST_LOGIN.equals(validity)) {
      return Optional.empty();
    }
    return Optional.of(
        validity == null
            ? new PrepaidEnd(now, null)
            : billing.after(now, dao.period(Objects.requireNonNull(asked.planId()), priceVersion)));
  }

  static void checkRouter(UpdateSubscription details, Set<Long> routers, String prefix) {
    if (details.routerId() != null && !routers.contains(details.routerId())) {
      throw Problem.unprocessable(prefix + "routerId", "is no router");
    }
  }

  static Promised.Whose whose(long id, UpdateSubscription wanted, long customer) {
    return new Promised.Whose(id, Objects.requireNonNullElse(wanted.username(), ""), customer);
  }
}
