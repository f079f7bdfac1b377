package id.gerbang.billing.gateway;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Problem;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person must decide. Resolving one says what was done; it does nothing by itself. */
public final class ReviewItems {

  private static final Logger LOG = LoggerFactory.getLogger(ReviewItems.class);

  private final Clock clock;

  public ReviewItems(Clock clock) {
    this.clock = clock;
  }

  /**
   * Said once, however often it is found.
   *
   * @param subject such as {@code payment_attempt:12}
   */
  public void open(
      Handle handle,
      String kind,
      String subject,
      Optional<Long> customerId,
      Optional<Long> amount,
      String detail) {
    int opened =
        handle
            .attach(ReviewItemDao.class)
            .insert(
                kind,
                subject,
                customerId.orElse(null),
                amount.orElse(null),
                detail,
                clock.instant());
    if (opened > 0) {
      LOG.warn("For review, {} {}: {}", kind, subject, detail);
    }
  }

  /** Whether a person has it before them already, in the same words. */
  public boolean isOpen(Handle handle, String kind, String detail) {
    return handle.attach(ReviewItemDao.class).isOpen(kind, detail);
  }

  ReviewItemView resolve(Handle handle, long id, @Nullable String resolution, Actor actor) {
    Checks checks = new Checks();
    checks.text(resolution, "resolution", 500);
    checks.done();
    ReviewItemDao dao = handle.attach(ReviewItemDao.class);
    ReviewItemView item = one(dao, id);
    if (dao.resolve(id, String.valueOf(resolution), actor.name(), clock.instant()) == 0) {
      throw Problem.conflict(
          "%s resolved it at %s.".formatted(item.resolvedBy(), item.resolvedAt()));
    }
    Audit.write(
        handle,
        clock.instant(),
        actor,
        "review_item.resolve",
        "review_item:" + id,
        Map.of("kind", item.kind(), "subject", item.subject(), "resolution", resolution));
    return one(dao, id);
  }

  static ReviewItemView one(ReviewItemDao dao, long id) {
    return dao.byId(id)
        .map(ReviewItemView::of)
        .orElseThrow(() -> Problem.notFound("review item " + id));
  }
}
