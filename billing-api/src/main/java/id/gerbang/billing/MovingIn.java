package id.gerbang.billing;

import id.gerbang.billing.customer.CustomerService;
import id.gerbang.billing.imports.FileImport;
import id.gerbang.billing.imports.ImportUndo;
import id.gerbang.billing.imports.Imports;
import id.gerbang.billing.imports.Taking;
import id.gerbang.billing.overdue.OverdueEvaluation;
import id.gerbang.billing.subscription.SubscriptionBilling;
import id.gerbang.billing.subscription.SubscriptionService;
import id.gerbang.core.dictionary.Dictionary;
import id.gerbang.core.seal.Sealer;
import java.time.Clock;
import java.time.ZoneId;
import javax.sql.DataSource;

/**
 * Customers out of files: the API and the command line make them by the same services as a request.
 */
public final class MovingIn {

  private final Clock clock;
  private final Taking taking;
  private final ImportUndo undo;

  MovingIn(
      Clock clock,
      ZoneId zone,
      CustomerService customers,
      SubscriptionService subscriptions,
      SubscriptionBilling billing) {
    this.clock = clock;
    taking = new Taking(zone, customers, billing);
    undo = new ImportUndo(clock, customers, subscriptions);
  }

  /** For the command line, which has no running service. */
  public static FileImport files(
      DataSource pool, Clock clock, ZoneId zone, Sealer sealer, Dictionary dictionary) {
    return files(pool, clock, zone, sealer, dictionary, FileImport.AT_A_TIME);
  }

  static FileImport files(
      DataSource pool,
      Clock clock,
      ZoneId zone,
      Sealer sealer,
      Dictionary dictionary,
      int atATime) {
    SubscriptionBilling billing = new SubscriptionBilling(clock, zone);
    OverdueEvaluation evaluation = new OverdueEvaluation(clock, zone);
    SubscriptionService subscriptions =
        new SubscriptionService(clock, billing, sealer, evaluation, dictionary);
    CustomerService customers = new CustomerService(clock, zone, subscriptions, evaluation);
    MovingIn all = new MovingIn(clock, zone, customers, subscriptions, billing);
    return new FileImport(BillingService.jdbi(pool, sealer), clock, all.taking, all.undo, atATime);
  }

  Imports requests() {
    return new Imports(clock, taking);
  }

  ImportUndo undo() {
    return undo;
  }
}
