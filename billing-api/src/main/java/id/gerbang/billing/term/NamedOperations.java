package id.gerbang.billing.term;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;

/** What a bulk action does to each subscription. */
final class NamedOperations {

  private final Clock clock;
  private final Renewals renewals;
  private final Lifetime lifetime;
  private final Pauses pauses;
  private final PlanChanges planChanges;
  private final PriceMoves priceMoves;

  NamedOperations(
      Clock clock,
      Renewals renewals,
      Lifetime lifetime,
      Pauses pauses,
      PlanChanges planChanges,
      PriceMoves priceMoves) {
    this.clock = clock;
    this.renewals = renewals;
    this.lifetime = lifetime;
    this.pauses = pauses;
    this.planChanges = planChanges;
    this.priceMoves = priceMoves;
  }

  Operation of(BulkRequest request) {
    Operation operation = silent(request);
    return Boolean.TRUE.equals(request.notice()) ? noticed(operation) : operation;
  }

  private Operation silent(BulkRequest it) {
    return switch (Objects.requireNonNull(it.action())) {
      case "extend" ->
          (handle, subscription, actor) ->
              lifetime.extend(
                  handle, subscription, new ExtendRequest(it.days(), it.reason(), null), actor);
      case "resume" ->
          (handle, subscription, actor) ->
              lifetime.resume(handle, subscription, new ReasonedRequest(it.reason(), null), actor);
      case "pause" ->
          (handle, subscription, actor) ->
              pauses.pause(
                  handle, subscription, new PauseRequest(it.until(), it.reason(), null), actor);
      case "terminate" ->
          (handle, subscription, actor) ->
              lifetime.terminate(
                  handle, subscription, new TerminateRequest(it.at(), it.reason(), null), actor);
      case "reactivate" ->
          (handle, subscription, actor) ->
              lifetime.reactivate(
                  handle, subscription, new ReasonedRequest(it.reason(), null), actor);
      case "renew" ->
          (handle, subscription, actor) ->
              renewals.renew(
                  handle,
                  subscription,
                  new RenewRequest(it.periods(), null, it.reason(), null),
                  actor);
      case BulkRequest.MOVE_PRICE ->
          (handle, subscription, actor) ->
              priceMoves.move(handle, subscription, it.reason(), actor);
      default ->
          (handle, subscription, actor) ->
              planChanges.change(
                  handle,
                  subscription,
                  new ChangePlanRequest(it.planId(), it.when(), it.reason(), null, null),
                  actor);
    };
  }

  /** The customer is to be told, by whoever sends messages. */
  private Operation noticed(Operation operation) {
    return (handle, subscription, actor) -> {
      Done done = operation.apply(handle, subscription, actor);
      Instant now = clock.instant();
      done.price()
          .ifPresent(
              step ->
                  handle
                      .attach(NoticeDao.class)
                      .plan(
                          subscription.customerId(),
                          subscription.id(),
                          step.after().planId(),
                          step.after().version(),
                          done.from().orElse(now),
                          now));
      return done;
    };
  }
}
