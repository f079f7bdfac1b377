package id.gerbang.billing;

import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.billing.audit.AuditResource;
import id.gerbang.billing.audit.AuditSealing;
import id.gerbang.billing.audit.AuditVerification;
import id.gerbang.billing.audit.DataAccessResource;
import id.gerbang.billing.customer.CustomerResource;
import id.gerbang.billing.customer.CustomerService;
import id.gerbang.billing.customer.FreeAccountResource;
import id.gerbang.billing.document.Documents;
import id.gerbang.billing.document.InvoicePdfResource;
import id.gerbang.billing.document.ReceiptPdfResource;
import id.gerbang.billing.export.FullExportResource;
import id.gerbang.billing.grant.DefaultAttributesResource;
import id.gerbang.billing.http.AuditSigner;
import id.gerbang.billing.http.ClientAddress;
import id.gerbang.billing.http.CurrentReach;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.http.PublicUrl;
import id.gerbang.billing.http.QueryLimit;
import id.gerbang.billing.imports.ImportResource;
import id.gerbang.billing.isp.LogoResource;
import id.gerbang.billing.overdue.OverdueEvaluation;
import id.gerbang.billing.past.Bringing;
import id.gerbang.billing.past.SettlePastSessions;
import id.gerbang.billing.plan.PlanResource;
import id.gerbang.billing.plan.PlanService;
import id.gerbang.billing.plan.PlannedChanges;
import id.gerbang.billing.pool.PoolResource;
import id.gerbang.billing.pool.PoolService;
import id.gerbang.billing.portal.Portal;
import id.gerbang.billing.report.AddressHistoryResource;
import id.gerbang.billing.report.DifferenceResource;
import id.gerbang.billing.report.ReportResource;
import id.gerbang.billing.report.UsageResource;
import id.gerbang.billing.staff.FirstStart;
import id.gerbang.billing.staff.OverTls;
import id.gerbang.billing.staff.StaffService;
import id.gerbang.billing.staff.TokenService;
import id.gerbang.billing.standing.StandingListResource;
import id.gerbang.billing.subscription.DisconnectOrderResource;
import id.gerbang.billing.subscription.DisconnectResource;
import id.gerbang.billing.subscription.DisconnectService;
import id.gerbang.billing.subscription.PreviewService;
import id.gerbang.billing.subscription.SubscriptionBilling;
import id.gerbang.billing.subscription.SubscriptionResource;
import id.gerbang.billing.subscription.SubscriptionService;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.core.seal.Sealer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;

/** The billing service: its pool, its features wired by hand, its HTTP server. */
public final class BillingService implements AutoCloseable {

  private static final int CONNECTIONS = 10;

  private final BillingConfig config;
  private final Clock clock;
  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final SignedIn signedIn;
  private final Idempotency idempotency;
  private final OverdueEvaluation evaluation;
  private final PlanService plans;
  private final MoneysWay money;
  private final Outages outages;
  private final Routers routers;
  private final AuditSealing auditSealing;
  private final ClientAddress clients;
  private final OverTls overTls;
  private final Set<Class<?>> doors;
  private final HttpServer server;

  private BillingService(
      BillingConfig config, Clock clock, HikariDataSource pool, List<AdminPart> parts) {
    this.config = config;
    this.clock = clock;
    this.pool = pool;
    jdbi = jdbi(pool, config.sealer());
    idempotency = new Idempotency(jdbi, clock, config.sealer());
    signedIn = new SignedIn(jdbi, clock, config.sealer(), idempotency);
    signedIn.firstStart().checkKey(config.sealer());
    evaluation = new OverdueEvaluation(clock, config.zone());
    PublicUrl publicUrl = new PublicUrl(config.http().publicUrl(), this::httpPort);
    PlannedChanges plannedChanges =
        new PlannedChanges(jdbi, clock, config.zone(), config.dictionary());
    plans = new PlanService(clock, config.dictionary(), plannedChanges);
    routers = new Routers(config, jdbi, clock, idempotency, plans, this::pagesHosts);
    money =
        new MoneysWay(
            jdbi,
            clock,
            config.zone(),
            config.sealer(),
            idempotency,
            evaluation,
            publicUrl,
            Stream.concat(
                    Stream.of(
                        plannedChanges,
                        new SettlePastSessions(jdbi, clock, config.sessionMonths())),
                    routers.jobs().stream())
                .toList(),
            plans);
    clients = new ClientAddress(config.http().trustedProxy());
    Portal portal =
        new Portal(
            jdbi,
            clock,
            config.zone(),
            new Language(config.language()),
            money.invoices(),
            money.moneyIn().attempts(),
            publicUrl,
            clients);
    outages =
        new Outages(
            jdbi,
            clock,
            config.zone(),
            idempotency,
            new Language(config.language()),
            publicUrl,
            clients,
            money.creditNotes());
    auditSealing = new AuditSealing(jdbi, config.sealer(), config.auditHead());
    overTls = new OverTls(clients, config.http().isOverTls());
    List<Object> resources = resources();
    doors = HttpWiring.classes(resources);
    List<AdminPart> all = new ArrayList<>(parts);
    all.add(new AuditPart(auditSealing));
    all.add(outages);
    server =
        HttpServer.start(
            config.http(),
            new HttpWiring(
                jdbi,
                clock,
                config.zone(),
                pool,
                signedIn.callers(),
                overTls,
                portal,
                Stream.concat(portal.pages().stream(), outages.pages().stream()).toList(),
                resources,
                all,
                money.adminPart()));
    auditSealing.start();
    money.start();
  }

  /** Starts the service on a migrated database, or stops where another key filled it (F20). */
  public static BillingService start(BillingConfig config, Clock clock, List<AdminPart> parts) {
    HikariDataSource pool = Pool.open(config.database(), ServiceRole.BILLING, CONNECTIONS);
    try {
      return new BillingService(config, clock, pool, parts);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  /** SQL objects and PostgreSQL's types over a pool. */
  public static Jdbi jdbi(DataSource pool) {
    return SqlObjects.over(pool::getConnection);
  }

  /** The same, for whoever writes: the audit is signed, and a request sees what its actor may. */
  public static Jdbi jdbi(DataSource pool, Sealer sealer) {
    Jdbi jdbi = SqlObjects.over(new CurrentReach(pool));
    jdbi.getConfig(AuditSigner.class).use(sealer);
    jdbi.getConfig(SqlStatements.class).addCustomizer(new QueryLimit(QueryLimit.USUAL));
    return jdbi;
  }

  /** Every feature's door. */
  private List<Object> resources() {
    Language language = new Language(config.language());
    SubscriptionBilling billing = new SubscriptionBilling(clock, config.zone());
    SubscriptionService subscriptions =
        new SubscriptionService(clock, billing, config.sealer(), evaluation, config.dictionary());
    List<Object> resources = new ArrayList<>(money.resources());
    resources.add(
        new AuditResource(jdbi, new AuditVerification(jdbi, config.sealer(), config.auditHead())));
    resources.add(new DataAccessResource(jdbi));
    resources.addAll(signedIn.resources(clients, overTls));
    resources.addAll(routers.resources());
    resources.add(new PlanResource(jdbi, idempotency, plans));
    resources.add(new PoolResource(jdbi, idempotency, new PoolService(clock)));
    resources.add(new DefaultAttributesResource(jdbi, clock, config.dictionary()));
    CustomerService customers =
        new CustomerService(clock, config.zone(), subscriptions, evaluation);
    resources.add(new CustomerResource(jdbi, clock, config.zone(), idempotency, customers));
    MovingIn movingIn =
        new MovingIn(
            clock,
            customers,
            subscriptions,
            billing,
            plans,
            MovingIn.intakes(jdbi, clock, config.zone(), routers.access()),
            new Bringing(clock, config.zone(), config.sessionMonths()));
    PreviewService previews = new PreviewService(config.dictionary());
    resources.add(
        new ImportResource(
            jdbi, clock, idempotency, movingIn.requests(), movingIn.undo(), previews, language));
    resources.add(new LogoResource(jdbi, clock));
    resources.addAll(outages.resources());
    resources.add(new FreeAccountResource(jdbi));
    Documents documents = new Documents(language, config.zone());
    resources.add(new InvoicePdfResource(jdbi, money.invoices(), documents));
    resources.add(new ReceiptPdfResource(jdbi, money.receipts(), documents));
    DisconnectService disconnects = new DisconnectService(clock);
    resources.add(
        new SubscriptionResource(
            jdbi, clock, idempotency, subscriptions, disconnects, previews, language));
    resources.add(new DisconnectResource(idempotency, disconnects));
    resources.add(new DisconnectOrderResource(jdbi));
    resources.add(new ReportResource(jdbi, language));
    resources.add(new UsageResource(jdbi, clock, config.zone()));
    resources.add(new AddressHistoryResource(jdbi));
    resources.add(new DifferenceResource(jdbi, clock, language));
    resources.add(new StandingListResource(money.standing(), language));
    resources.addAll(
        BackupTunnels.resources(
            jdbi,
            clock,
            config.sealer(),
            idempotency,
            subscriptions,
            routers.access(),
            routers.turns(),
            language));
    resources.add(new FullExportResource(jdbi, clock, config.zone(), resources));
    return resources;
  }

  /** Of all gateways that are switched on. */
  private List<String> pagesHosts(Handle handle) {
    return money.moneyIn().pagesHosts(handle);
  }

  /** The classes of all resources. */
  Set<Class<?>> doors() {
    return doors;
  }

  public int httpPort() {
    return server.httpPort();
  }

  /** -1 without HTTPS. */
  public int httpsPort() {
    return server.httpsPort();
  }

  public int adminPort() {
    return server.adminPort();
  }

  public Jdbi jdbi() {
    return jdbi;
  }

  public TokenService tokens() {
    return signedIn.tokens();
  }

  public StaffService staff() {
    return signedIn.staff();
  }

  /** One job as if its time had come, by its name of {@code /jobs}. */
  void carryOut(String job) {
    money.carryOut(job);
  }

  public FirstStart firstStart() {
    return signedIn.firstStart();
  }

  @Override
  public void close() {
    server.close();
    money.close();
    routers.close();
    auditSealing.close();
    pool.close();
  }
}
