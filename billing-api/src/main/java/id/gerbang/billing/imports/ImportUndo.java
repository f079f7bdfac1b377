package id.gerbang.billing.imports;

import id.gerbang.billing.customer.CustomerService;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.imports.ImportDao.ImportRecord;
import id.gerbang.billing.imports.ImportDao.PlanRecord;
import id.gerbang.billing.imports.ImportDao.RowRecord;
import id.gerbang.billing.imports.ImportUndoDao.Kept;
import id.gerbang.billing.past.TakingBack;
import id.gerbang.billing.plan.PlanService;
import id.gerbang.billing.subscription.SubscriptionService;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Takes back what an import made, where nothing has happened to it since. */
public final class ImportUndo {

  /** More in one request would hold as many customers for long. */
  private static final int MOST = 5_000;

  private static final int AT_A_TIME = 500;

  private final Clock clock;
  private final CustomerService customers;
  private final SubscriptionService subscriptions;
  private final PlanService plans;

  public ImportUndo(
      Clock clock,
      CustomerService customers,
      SubscriptionService subscriptions,
      PlanService plans) {
    this.clock = clock;
    this.customers = customers;
    this.subscriptions = subscriptions;
    this.plans = plans;
  }

  /** What is kept says why, and may be asked for again. */
  ImportView undo(Handle handle, long id, Actor actor) {
    ImportRecord it = locked(handle, id);
    List<RowRecord> rows = handle.attach(ImportUndoDao.class).standing(id, 0, MOST + 1);
    if (rows.size() > MOST) {
      throw Problem.conflict(
          "More than %d customers are too many for one request: ./gerbang import undo %d takes them back."
              .formatted(MOST, id));
    }
    return undone(handle, id, undo(handle, it, rows, actor), actor);
  }

  /** The same for an import of any size, by hundreds, each a transaction of its own. */
  ImportView undo(Jdbi jdbi, long id, Actor actor) {
    // First of all: what still runs stops at its next rows, and nobody goes on with what is taken
    // back.
    jdbi.useTransaction(
        handle -> {
          locked(handle, id);
          handle.attach(ImportDao.class).finished(id);
        });
    Undone sum = new Undone(0, 0);
    long after = 0;
    while (true) {
      long from = after;
      Undone some =
          jdbi.inTransaction(
              handle ->
                  undo(
                      handle,
                      locked(handle, id),
                      handle.attach(ImportUndoDao.class).standing(id, from, AT_A_TIME),
                      actor));
      if (some.last() == 0) {
        Undone all = sum;
        return jdbi.inTransaction(handle -> undone(handle, id, all, actor));
      }
      after = some.last();
      sum = new Undone(sum.undone() + some.undone(), sum.kept() + some.kept());
    }
  }

  /**
   * @param last the customer of the last row; 0: there was none
   */
  private record Undone(int undone, int kept, long last) {

    Undone(int undone, int kept) {
      this(undone, kept, 0);
    }
  }

  private static ImportRecord locked(Handle handle, long id) {
    if (handle.attach(ImportDao.class).lock(id).isEmpty()) {
      throw Problem.notFound("import " + id);
    }
    return Imports.find(handle, id);
  }

  private Undone undo(Handle handle, ImportRecord it, List<RowRecord> rows, Actor actor) {
    handle.attach(ImportDao.class).lookUpByIndexes();
    ImportUndoDao dao = handle.attach(ImportUndoDao.class);
    Instant now = clock.instant();
    long[] made = ids(rows);
    dao.lockCustomers(made);
    Map<Long, String> kept =
        dao
            .since(
                made,
                rows.stream().map(row -> row.subscriptionId().orElse(null)).toArray(Long[]::new),
                rows.stream()
                    .map(row -> row.madeAt().orElse(it.createdAt()).toString())
                    .toArray(String[]::new))
            .stream()
            .collect(Collectors.toMap(Kept::customerId, Kept::why));
    List<RowRecord> gone =
        rows.stream().filter(row -> !kept.containsKey(row.customerId().orElseThrow())).toList();
    long[] subscribed =
        gone.stream().flatMap(row -> row.subscriptionId().stream()).mapToLong(id -> id).toArray();
    subscriptions.undo(handle, subscribed, actor);
    customers.undo(handle, ids(gone), actor);
    TakingBack.ofCustomers(handle, ids(gone), subscribed);
    dao.undone(
        it.id(),
        rows.stream().mapToInt(RowRecord::row).toArray(),
        rows.stream().map(row -> kept.get(row.customerId().orElseThrow())).toArray(String[]::new),
        now);
    return new Undone(
        gone.size(), rows.size() - gone.size(), rows.isEmpty() ? 0 : made[made.length - 1]);
  }

  private static long[] ids(List<RowRecord> rows) {
    return rows.stream().mapToLong(row -> row.customerId().orElseThrow()).toArray();
  }

  private ImportView undone(Handle handle, long id, Undone sum, Actor actor) {
    Instant now = clock.instant();
    undoPlans(handle, id, now, actor);
    TakingBack.ofImport(handle, id);
    handle.attach(ImportUndoDao.class).undone(id, now, actor.name());
    handle.attach(ImportDao.class).finished(id);
    Audit.write(
        handle,
        now,
        actor,
        "import.undo",
        "import:" + id,
        Map.of("undone", sum.undone(), "kept", sum.kept()));
    return ImportViews.of(handle, Imports.find(handle, id));
  }

  /** Those that nobody has any more. */
  private void undoPlans(Handle handle, long id, Instant now, Actor actor) {
    ImportUndoDao dao = handle.attach(ImportUndoDao.class);
    for (PlanRecord plan : handle.attach(ImportDao.class).plans(id)) {
      if (plan.stands()) {
        long planId = plan.planId().orElseThrow();
        dao.planUndone(id, planId, plans.undo(handle, planId, actor).orElse(null), now);
      }
    }
  }
}
