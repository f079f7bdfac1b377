package id.gerbang.billing.history;

import id.gerbang.billing.http.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a subscription.
 *
 * @param what such as {@code isolate}, {@code renew}
 * @param since from when it holds; before {@code at} or after it where that was asked for
 * @param until up to when; null: until something else happens
 */
public record Event(
    long subscriptionId,
    String what,
    @Nullable String reason,
    Instant since,
    @Nullable Instant until,
    Instant at,
    String by) {

  /** From now on, until something else happens. */
  public static Event of(long subscriptionId, String what, Instant now, Actor actor) {
    return new Event(subscriptionId, what, null, now, null, now, actor.name());
  }

  public Event because(@Nullable String why) {
    return new Event(subscriptionId, what, why, since, until, at, by);
  }

  public Event since(Instant other) {
    return new Event(subscriptionId, what, reason, other, until, at, by);
  }

  public Event until(@Nullable Instant end) {
    return new Event(subscriptionId, what, reason, since, end, at, by);
  }
}
