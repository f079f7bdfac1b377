package id.gerbang.billing;

import id.gerbang.billing.customer.CustomerService;
import id.gerbang.billing.imports.FileImport;
import id.gerbang.billing.imports.ImportCustomers;
import id.gerbang.billing.imports.ImportUndo;
import id.gerbang.billing.imports.Imports;
import id.gerbang.billing.imports.Intakes;
import id.gerbang.billing.imports.Taking;
import id.gerbang.billing.moving.FreeRadiusSource;
import id.gerbang.billing.moving.PhpNuxBillSource;
import id.gerbang.billing.moving.PppSource;
import id.gerbang.billing.moving.RouterMenus;
import id.gerbang.billing.moving.UserManagerSource;
import id.gerbang.billing.overdue.OverdueEvaluation;
import id.gerbang.billing.past.Bringing;
import id.gerbang.billing.plan.PlanService;
import id.gerbang.billing.plan.PlannedChanges;
import id.gerbang.billing.router.RouterAccess;
import id.gerbang.billing.subscription.SubscriptionBilling;
import id.gerbang.billing.subscription.SubscriptionService;
import id.gerbang.core.dictionary.Dictionary;
import id.gerbang.core.seal.Sealer;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * Customers out of files and other systems: the API and the command line make them by the same
 * services as a request.
 */
public final class MovingIn {

  private final Clock clock;
  private final Intakes intakes;
  private final Taking taking;
  private final Bringing bringing;
  private final ImportUndo undo;

  MovingIn(
      Clock clock,
      CustomerService customers,
      SubscriptionService subscriptions,
      SubscriptionBilling billing,
      PlanService plans,
      Intakes intakes,
      Bringing bringing) {
    this.clock = clock;
    this.intakes = intakes;
    this.bringing = bringing;
    taking = new Taking(customers, billing, plans);
    undo = new ImportUndo(clock, customers, subscriptions, plans);
  }

  /** What other systems hold, by the names that requests have for them. */
  static Intakes intakes(Jdbi jdbi, Clock clock, ZoneId zone, RouterAccess access) {
    RouterMenus routers = new RouterMenus(jdbi, clock, access);
    return new Intakes(
        zone,
        Map.of(
            ImportCustomers.USER_MANAGER, new UserManagerSource(clock, zone, routers),
            ImportCustomers.PPP, new PppSource(routers),
            ImportCustomers.FREERADIUS, new FreeRadiusSource(zone),
            ImportCustomers.PHPNUXBILL, new PhpNuxBillSource(zone)));
  }

  /** For the command line, which has no running service. */
  public static FileImport files(
      DataSource pool,
      Clock clock,
      ZoneId zone,
      Sealer sealer,
      Dictionary dictionary,
      int sessionMonths) {
    return files(pool, clock, zone, sealer, dictionary, sessionMonths, FileImport.AT_A_TIME);
  }

  static FileImport files(
      DataSource pool,
      Clock clock,
      ZoneId zone,
      Sealer sealer,
      Dictionary dictionary,
      int sessionMonths,
      int atATime) {
    SubscriptionBilling billing = new SubscriptionBilling(clock, zone);
    OverdueEvaluation evaluation = new OverdueEvaluation(clock, zone);
    SubscriptionService subscriptions =
        new SubscriptionService(clock, billing, sealer, evaluation, dictionary);
    CustomerService customers = new CustomerService(clock, zone, subscriptions, evaluation);
    Jdbi jdbi = BillingService.jdbi(pool, sealer);
    PlanService plans =
        new PlanService(clock, dictionary, new PlannedChanges(jdbi, clock, zone, dictionary));
    MovingIn all =
        new MovingIn(
            clock,
            customers,
            subscriptions,
            billing,
            plans,
            intakes(jdbi, clock, zone, new RouterAccess(sealer)),
            new Bringing(clock, zone, sessionMonths));
    return new FileImport(jdbi, clock, all.intakes, all.taking, all.bringing, all.undo, atATime);
  }

  Imports requests() {
    return new Imports(clock, intakes, taking, bringing);
  }

  ImportUndo undo() {
    return undo;
  }
}
