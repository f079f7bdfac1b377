package id.gerbang.billing.term;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.subscription.SubscriptionRow;
import org.jdbi.v3.core.Handle;

/** Something that is done to a subscription, whose row and customer's row the transaction holds. */
@FunctionalInterface
interface Operation {

  Done apply(Handle handle, SubscriptionRow subscription, Actor actor);
}
