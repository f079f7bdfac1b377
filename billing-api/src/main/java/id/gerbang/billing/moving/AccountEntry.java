package id.gerbang.billing.moving;

import id.gerbang.billing.customer.SaveCustomer;
import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.FieldError;
import id.gerbang.billing.imports.Choices;
import id.gerbang.billing.imports.Elsewhere;
import id.gerbang.billing.imports.Entry;
import id.gerbang.billing.imports.Plans;
import id.gerbang.billing.imports.Wanted;
import id.gerbang.billing.moving.Account.Term;
import id.gerbang.billing.subscription.CreateSubscription;
import id.gerbang.billing.subscription.UpdateSubscription.SubscriptionIpv6;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An account as what one customer with one subscription is made of.
 *
 * @param plan the name of the plan here; where a person chose it, what they wrote
 */
record AccountEntry(
    int row, Account account, Reply reply, String plan, Choices choices, Elsewhere answer)
    implements Entry {

  @Override
  public Optional<String> name() {
    return Optional.of(account.username());
  }

  @Override
  public Optional<FieldError> leftOut() {
    return account.leftOut();
  }

  @Override
  public List<String> notes() {
    return Stream.of(account.losses().values(), account.notes(), reply.notes())
        .flatMap(words -> words.stream())
        .toList();
  }

  @Override
  public Optional<Elsewhere> elsewhere() {
    return Optional.of(answer);
  }

  @Override
  public Wanted read(Plans plans) {
    Checks checks = new Checks();
    boolean chosen = Objects.requireNonNull(choices.plans()).containsKey(account.tariff());
    Long planId = (chosen ? plans.find(plan) : plans.named(plan)).orElse(null);
    checks.that(planId != null, "plan", "is not made: " + plan);
    account
        .losses()
        .forEach(
            (loss, words) ->
                checks.that(
                    Objects.requireNonNull(choices.without()).contains(loss.choice()),
                    "choices.without",
                    "does not name %s: %s".formatted(loss.choice(), words)));
    Term term = account.term();
    boolean untold = term instanceof Term.Unknown && choices.activeUntil() == null;
    checks.that(!untold, "activeUntil", "is not told: send choices.activeUntil");
    checks.done();
    return new Wanted(customer(planId), Optional.empty());
  }

  private SaveCustomer customer(@Nullable Long planId) {
    Account.Person person = account.person();
    return new SaveCustomer(
        account.id(),
        person.name(),
        person.phone().orElse(null),
        person.email().orElse(null),
        person.address().orElse(null),
        person.area().orElse(null),
        null,
        null,
        null,
        null,
        null,
        null,
        subscription(planId),
        true);
  }

  private CreateSubscription subscription(@Nullable Long planId) {
    Term term = account.term();
    return new CreateSubscription(
        null,
        null,
        planId,
        account.username(),
        account.password().orElse(null),
        account.service().orElse(choices.service()),
        term instanceof Term.Open ? "postpaid" : "prepaid",
        end(term),
        reply.address(),
        reply.routes(),
        reply.framedPrefix() == null && reply.delegatedPrefix() == null
            ? null
            : new SubscriptionIpv6(reply.framedPrefix(), reply.delegatedPrefix()),
        reply.others(),
        account.firstMac() ? "first" : account.macs().isEmpty() ? "off" : "list",
        account.macs(),
        null,
        null,
        term instanceof Term.FromFirstLogin ? "firstLogin" : null);
  }

  private @Nullable Instant end(Term term) {
    if (term instanceof Term.Until until) {
      return until.end();
    }
    return term instanceof Term.Unknown ? choices.activeUntil() : null;
  }
}
