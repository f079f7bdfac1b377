package id.gerbang.billing.imports;

import id.gerbang.billing.customer.CustomerService;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.imports.ImportDao.ImportRecord;
import id.gerbang.billing.imports.ImportDao.RowRecord;
import id.gerbang.billing.invoice.InvoiceDao;
import id.gerbang.billing.subscription.SubscriptionService;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Takes back what an import made, where nothing has happened to it since. */
public final class ImportUndo {

  private final Clock clock;
  private final CustomerService customers;
  private final SubscriptionService subscriptions;

  public ImportUndo(Clock clock, CustomerService customers, SubscriptionService subscriptions) {
    this.clock = clock;
    this.customers = customers;
    this.subscriptions = subscriptions;
  }

  /** What is kept says why, and may be asked for again. */
  ImportView undo(Handle handle, long id, Actor actor) {
    ImportDao dao = handle.attach(ImportDao.class);
    if (dao.lock(id).isEmpty()) {
      throw Problem.notFound("import " + id);
    }
    ImportRecord it = Imports.find(handle, id);
    Instant now = clock.instant();
    int undone = 0;
    int kept = 0;
    for (RowRecord row : dao.standing(id)) {
      long customer = row.customerId().orElseThrow();
      handle.attach(InvoiceDao.class).lockAnyCustomer(customer);
      List<String> since = dao.since(customer, row.subscriptionId().orElse(null), it.createdAt());
      if (since.isEmpty()) {
        row.subscriptionId()
            .ifPresent(subscription -> subscriptions.archive(handle, Ref.id(subscription), actor));
        customers.undo(handle, Ref.id(customer), actor);
        dao.freeExternalId(customer);
        dao.undone(id, row.row(), now);
        undone++;
      } else {
        dao.kept(id, row.row(), String.join(", ", since));
        kept++;
      }
    }
    dao.undone(id, now, actor.name());
    Audit.write(
        handle, now, actor, "import.undo", "import:" + id, Map.of("undone", undone, "kept", kept));
    return Imports.view(handle, Imports.find(handle, id));
  }
}
