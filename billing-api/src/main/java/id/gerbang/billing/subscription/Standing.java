package id.gerbang.billing.subscription;

import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.subscription.StandingDao.Facts;
import id.gerbang.billing.subscription.StandingDao.Scheduled;
import id.gerbang.core.access.AccessPolicy;
import id.gerbang.core.access.Decision;
import id.gerbang.core.access.Entitlement;
import id.gerbang.core.router.RouterPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** How subscriptions stand at an instant, decided by the code that answers the routers. */
public final class Standing {

  private Standing() {}

  public static SubscriptionView view(Handle handle, Ref ref, Instant now) {
    return views(handle, List.of(SubscriptionService.row(handle, ref)), now).get(0);
  }

  /** What it gets on the router where it is online; else, on one with the usual settings. */
  public static Decision decision(Handle handle, long id, Instant now) {
    RouterPolicy router =
        handle
            .attach(StandingDao.class)
            .router(id)
            .map(StandingDao.Walling::policy)
            .orElse(RouterPolicy.DEFAULT);
    return handle.attach(SubscriptionDao.class).entitlements(new long[] {id}).stream()
        .map(entitlement -> AccessPolicy.decide(entitlement, router, now))
        .findFirst()
        .orElseThrow(() -> Problem.notFound("subscription " + id));
  }

  static List<SubscriptionView> views(Handle handle, List<SubscriptionRow> rows, Instant now) {
    long[] ids = rows.stream().mapToLong(SubscriptionRow::id).toArray();
    Map<Long, Decision> decisions =
        handle.attach(SubscriptionDao.class).entitlements(ids).stream()
            .collect(
                Collectors.toMap(
                    Entitlement::subscriberId,
                    entitlement -> AccessPolicy.decide(entitlement, RouterPolicy.DEFAULT, now)));
    StandingDao dao = handle.attach(StandingDao.class);
    Map<Long, Facts> facts =
        dao.facts(ids).stream().collect(Collectors.toMap(Facts::id, Function.identity()));
    Map<Long, List<Scheduled>> scheduled =
        dao.scheduled(ids).stream().collect(Collectors.groupingBy(Scheduled::subscriptionId));
    List<SubscriptionView> views = new ArrayList<>();
    for (SubscriptionRow row : rows) {
      Decision decision = decisions.get(row.id());
      Facts its = facts.get(row.id());
      if (decision != null && its != null) {
        views.add(
            SubscriptionView.of(
                row, decision, its, scheduled.getOrDefault(row.id(), List.of()), now));
      }
    }
    return views;
  }
}
