package id.gerbang.billing.subscription;

import id.gerbang.billing.grant.AcceptRoom;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.core.access.AccessPolicy;
import id.gerbang.core.access.Decision;
import id.gerbang.core.access.Entitlement;
import id.gerbang.core.access.Reason;
import id.gerbang.core.dictionary.Dictionary;
import id.gerbang.core.router.RouterPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** Answers what a router would be answered, by the code that answers it. */
public final class PreviewService {

  private final Dictionary dictionary;

  public PreviewService(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  /**
   * @param router at which it is asked
   */
  public Preview preview(Handle handle, Ref ref, RouterPolicy router, Instant at, Locale language) {
    SubscriptionRow subscription = SubscriptionService.row(handle, ref);
    SubscriptionDao dao = handle.attach(SubscriptionDao.class);
    Entitlement entitlement =
        dao.entitlements(new long[] {subscription.id()}).stream()
            .findFirst()
            .orElseThrow(() -> Problem.notFound("subscription " + ref));
    Decision decision = sendable(AccessPolicy.decide(entitlement, router, at));
    boolean ppp = !subscription.service().equals("hotspot");
    List<Preview.Attribute> attributes =
        decision instanceof Decision.Accept accept
            ? new PreviewAttributes(dao, dictionary).of(accept.grant(), subscription.id(), ppp, at)
            : List.of();
    return new Preview(
        at,
        decision instanceof Decision.Accept ? "accept" : "reject",
        decision.reason(),
        decision.reason().words(language),
        attributes,
        decision.changesAt().orElse(null));
  }

  /** An Accept that no packet has room for is refused. */
  private Decision sendable(Decision decision) {
    return decision instanceof Decision.Accept accept
            && AcceptRoom.isTooSmallFor(accept.grant(), dictionary)
        ? new Decision.Reject(Reason.REPLY_TOO_LONG, decision.changesAt())
        : decision;
  }
}
