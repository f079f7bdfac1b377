package id.gerbang.billing.term;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.job.Job;
import id.gerbang.billing.job.Schedule;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.term.BulkDao.ActionRow;
import id.gerbang.billing.term.BulkDao.Sums;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the same to many subscriptions: each once and in a transaction of its own, so that whoever
 * carries it on after a crash begins where it stopped, and one that refuses holds up no other. Whom
 * it is for is settled when it is asked for.
 */
final class BulkActions implements Job {

  private static final Logger LOG = LoggerFactory.getLogger(BulkActions.class);
  private static final Schedule HALF_MINUTES = new Schedule.Every(Duration.ofSeconds(30));
  private static final int BATCH = 500;

  private final Jdbi jdbi;
  private final Clock clock;
  private final Operations operations;
  private final NamedOperations named;

  BulkActions(Jdbi jdbi, Clock clock, Operations operations, NamedOperations named) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.operations = operations;
    this.named = named;
  }

  /** Notes whom it is for; the rest is done soon after. */
  BulkView ask(Handle handle, BulkRequest request, Actor actor) {
    BulkRequest.Filter filter = request.checked();
    BulkDao bulk = handle.attach(BulkDao.class);
    String action = Objects.requireNonNull(request.action());
    long id = bulk.insert(action, Json.text(request), clock.instant(), actor.name());
    for (List<Long> meant = bulk.meant(filter, action, 0, BATCH);
        !meant.isEmpty();
        meant = bulk.meant(filter, action, last(meant), BATCH)) {
      bulk.insertItems(id, meant.stream().mapToLong(Long::longValue).toArray());
    }
    Map<String, Object> detail = new HashMap<>();
    detail.put("request", request);
    detail.put("subscriptions", bulk.sums(id).subscriptions());
    Audit.write(handle, clock.instant(), actor, "bulk_action.ask", "bulk_action:" + id, detail);
    return one(handle, id);
  }

  /** The newest first, without what became of each. */
  Page<BulkSummary> list(Handle handle, ListQuery query) {
    BulkDao bulk = handle.attach(BulkDao.class);
    return query.page(
        bulk.list(query.before(), query.rows()).stream()
            .map(listed -> summary(listed.action(), listed.sums()))
            .toList(),
        BulkSummary::id);
  }

  private static BulkSummary summary(ActionRow row, Sums sums) {
    return new BulkSummary(
        row.id(),
        row.action(),
        row.state(),
        sums.subscriptions(),
        sums.done(),
        sums.refused(),
        Money.rupiah(sums.amount()),
        Json.kept(row.request(), BulkRequest.class).reason(),
        row.askedAt(),
        row.askedBy(),
        row.finishedAt().orElse(null));
  }

  BulkView one(Handle handle, long id) {
    BulkDao bulk = handle.attach(BulkDao.class);
    ActionRow row = bulk.find(id).orElseThrow(() -> Problem.notFound("bulk action " + id));
    Sums sums = bulk.sums(id);
    return new BulkView(
        id,
        row.action(),
        row.state(),
        sums.subscriptions(),
        sums.done(),
        sums.refused(),
        Money.rupiah(sums.amount()),
        null,
        bulk.items(id, BulkView.MOST_ITEMS).stream()
            .map(
                it ->
                    new BulkView.Item(
                        it.subscriptionId(),
                        it.username(),
                        it.amount().map(Money::rupiah).orElse(null),
                        null,
                        it.session().orElse(null),
                        it.refused().orElse(null)))
            .toList());
  }

  /** What it would do now to each, by the same code. */
  BulkView rehearse(BulkRequest request, Actor actor) {
    request.checked();
    Operation operation = named.of(request);
    List<BulkView.Item> first = new ArrayList<>();
    long subscriptions = 0;
    long refused = 0;
    long amount = 0;
    Optional<PerMonth> perMonth = Optional.empty();
    for (List<Long> meant = meant(request, 0);
        !meant.isEmpty();
        meant = meant(request, last(meant))) {
      for (long id : meant) {
        BulkView.Item item = rehearse(id, operation, actor);
        perMonth = PerMonth.sum(perMonth, item.effect());
        subscriptions++;
        refused += item.refused() == null ? 0 : 1;
        amount = Math.addExact(amount, item.amount() == null ? 0 : item.amount().amount());
        if (first.size() < BulkView.MOST_ITEMS) {
          first.add(item);
        }
      }
    }
    return new BulkView(
        null,
        Objects.requireNonNull(request.action()),
        "rehearsed",
        subscriptions,
        0,
        refused,
        Money.rupiah(amount),
        perMonth.orElse(null),
        first);
  }

  private List<Long> meant(BulkRequest request, long after) {
    BulkRequest.Filter filter = request.checked();
    String action = Objects.requireNonNull(request.action());
    return jdbi.withHandle(
        handle -> handle.attach(BulkDao.class).meant(filter, action, after, BATCH));
  }

  private BulkView.Item rehearse(long id, Operation operation, Actor actor) {
    try {
      Outcome outcome = operations.rehearse(Ref.id(id), operation, actor);
      Effect effect = outcome.effect();
      return new BulkView.Item(
          id, outcome.subscription().username(), effect.amount(), effect, effect.session(), null);
    } catch (Problem problem) {
      return new BulkView.Item(id, null, null, null, null, problem.getMessage());
    }
  }

  @Override
  public String name() {
    return "bulk-actions";
  }

  @Override
  public Schedule schedule() {
    return HALF_MINUTES;
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(15);
  }

  /** What was asked for and is not finished. */
  @Override
  public String run() {
    List<ActionRow> unfinished =
        jdbi.withHandle(handle -> handle.attach(BulkDao.class).unfinished());
    unfinished.forEach(this::carryOut);
    return unfinished.size() + " bulk actions carried out";
  }

  private void carryOut(ActionRow action) {
    Operation operation = named.of(Json.kept(action.request(), BulkRequest.class));
    Actor actor = new Actor(action.askedBy(), Role.OWNER);
    for (List<Long> some = waiting(action, 0);
        !some.isEmpty();
        some = waiting(action, last(some))) {
      some.forEach(id -> carryOut(action.id(), id, operation, actor));
    }
    jdbi.useTransaction(
        handle -> handle.attach(BulkDao.class).finish(action.id(), clock.instant()));
  }

  private List<Long> waiting(ActionRow action, long after) {
    return jdbi.withHandle(
        handle -> handle.attach(BulkDao.class).waiting(action.id(), after, BATCH));
  }

  private void carryOut(long action, long id, Operation operation, Actor actor) {
    try {
      jdbi.useTransaction(handle -> once(handle, action, id, operation, actor));
    } catch (RuntimeException e) {
      String why =
          e instanceof Problem refused ? refused.getMessage() : "failed: the log has the trace";
      if (!(e instanceof Problem)) {
        LOG.warn("Bulk action {} failed at subscription {}.", action, id, e);
      }
      jdbi.useTransaction(
          handle -> {
            BulkDao bulk = handle.attach(BulkDao.class);
            if (bulk.lock(action, id).isPresent()) {
              bulk.done(action, id, null, null, why, clock.instant());
            }
          });
    }
  }

  /** The item is locked first by all who carry this on, so that each is done once. */
  private void once(Handle handle, long action, long id, Operation operation, Actor actor) {
    BulkDao bulk = handle.attach(BulkDao.class);
    if (bulk.lock(action, id).isPresent()) {
      Effect effect = operations.carryOut(handle, Ref.id(id), operation, actor).effect();
      bulk.done(action, id, effect.amount().amount(), effect.session(), null, clock.instant());
    }
  }

  private static long last(List<Long> ids) {
    return ids.get(ids.size() - 1);
  }
}
