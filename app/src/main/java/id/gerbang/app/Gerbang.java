package id.gerbang.app;

import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.app.start.Progress;
import id.gerbang.app.tls.Certificate;
import id.gerbang.billing.AdminPart;
import id.gerbang.billing.BillingConfig;
import id.gerbang.billing.BillingService;
import id.gerbang.billing.HttpConfig;
import id.gerbang.billing.staff.FirstStart;
import id.gerbang.billing.staff.StaffService;
import id.gerbang.billing.staff.TokenService;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.radius.RadiusConfig;
import id.gerbang.radius.RadiusService;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one process runs: the database it needs, and one or both of the services on it. */
final class Gerbang implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Gerbang.class);

  private final Settings settings;
  private final Installation installation;
  private final Optional<RadiusService> radius;
  private final Optional<BillingService> billing;

  /** Which services a process runs. */
  enum Part {
    RADIUS,
    BILLING
  }

  /**
   * First-start only, from the environment: the owner's password, and a first owner token.
   *
   * @param ownerPassword empty: a random one-time password is made and shown
   */
  record FirstCredentials(Optional<String> ownerPassword, Optional<String> apiToken) {

    static FirstCredentials of(Map<String, String> environment) {
      return new FirstCredentials(
          Optional.ofNullable(environment.get("GERBANG_OWNER_PASSWORD")),
          Optional.ofNullable(environment.get("GERBANG_API_TOKEN")));
    }

    @Override
    public String toString() {
      return "FirstCredentials[hidden]";
    }
  }

  private Gerbang(
      Settings settings,
      List<Part> parts,
      FirstCredentials credentials,
      Progress progress,
      Clock clock) {
    this.settings = settings;
    this.installation = Installation.open(settings, progress);
    try {
      // Said at once: a start that fails later, on a taken port, would be the last that knows it.
      firstStart(installation, credentials, clock)
          .ifPresent(password -> Console.owner(password, settings.language()));
      radius = parts.contains(Part.RADIUS) ? Optional.of(startRadius(clock)) : Optional.empty();
      billing = parts.contains(Part.BILLING) ? Optional.of(billing(clock)) : Optional.empty();
    } catch (RuntimeException e) {
      installation.close();
      throw e;
    }
    new RunningInstance(
            radius.map(RadiusService::authPort).orElse(0),
            billing.map(BillingService::httpPort).orElse(0))
        .write(settings.data());
  }

  static Gerbang start(
      Settings settings,
      List<Part> parts,
      FirstCredentials credentials,
      Progress progress,
      Clock clock) {
    return new Gerbang(settings, parts, credentials, progress, clock);
  }

  private RadiusService startRadius(Clock clock) {
    Settings.Radius at = settings.radius();
    InetAddress coa = at.coaAddress().orElse(at.address());
    return RadiusService.start(
        new RadiusConfig(
            installation.database(),
            at.address(),
            at.authPort(),
            at.acctPort(),
            coa,
            settings.data(),
            settings.zone()),
        installation.sealer(),
        clock);
  }

  private BillingService billing(Clock clock) {
    try {
      return startBilling(clock);
    } catch (RuntimeException e) {
      radius.ifPresent(service -> quietly("radius", service));
      throw e;
    }
  }

  private BillingService startBilling(Clock clock) {
    Settings.Http http = settings.http();
    Certificate certificate =
        http.tls()
            .map(files -> Certificate.of(settings.data(), files.chain(), files.key()))
            .orElseGet(() -> Certificate.own(settings.data(), clock));
    return BillingService.start(
        new BillingConfig(
            installation.database(),
            installation.sealer(),
            settings.zone(),
            settings.language(),
            new HttpConfig(
                http.port(),
                Optional.of(
                    new HttpConfig.Https(
                        http.httpsPort(), certificate.store(), certificate.storePassword())),
                http.adminPort())),
        clock,
        radius.map(service -> List.<AdminPart>of(new RadiusAdminPart(service))).orElse(List.of()));
  }

  /** Before anything answers: is this the key that the database was filled under? */
  private static Optional<String> firstStart(
      Installation installation, FirstCredentials credentials, Clock clock) {
    try (HikariDataSource pool = Pool.open(installation.database(), ServiceRole.BILLING, 1)) {
      Jdbi jdbi = BillingService.jdbi(pool);
      return new FirstStart(jdbi, new TokenService(jdbi, clock), new StaffService(jdbi, clock))
          .run(installation.sealer(), credentials.ownerPassword(), credentials.apiToken());
    }
  }

  Installation installation() {
    return installation;
  }

  Optional<RadiusService> radius() {
    return radius;
  }

  Optional<BillingService> billing() {
    return billing;
  }

  /** No new work, journal flushed, then the database. */
  @Override
  public void close() {
    RunningInstance.remove(settings.data());
    billing.ifPresent(service -> quietly("billing", service));
    radius.ifPresent(service -> quietly("radius", service));
    installation.close();
  }

  private static void quietly(String name, AutoCloseable service) {
    try {
      service.close();
    } catch (Exception e) {
      log.warn("{} did not stop cleanly", name, e);
    }
  }
}
