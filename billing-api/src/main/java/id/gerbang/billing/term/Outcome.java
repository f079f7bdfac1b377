package id.gerbang.billing.term;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import id.gerbang.billing.subscription.SubscriptionView;

/** The subscription after an operation, or as it would be after it, and what that does. */
public record Outcome(@JsonUnwrapped SubscriptionView subscription, Effect effect) {

  Outcome rehearsed() {
    return new Outcome(subscription, effect.rehearsed());
  }
}
