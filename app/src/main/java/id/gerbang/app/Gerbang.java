package id.gerbang.app;

import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.app.start.CannotStartException;
import id.gerbang.app.start.Progress;
import id.gerbang.app.tls.Certificate;
import id.gerbang.billing.AdminPart;
import id.gerbang.billing.BillingConfig;
import id.gerbang.billing.BillingService;
import id.gerbang.billing.HttpConfig;
import id.gerbang.billing.staff.FirstStart;
import id.gerbang.billing.staff.StaffService;
import id.gerbang.billing.staff.TokenService;
import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.core.database.UnreachableException;
import id.gerbang.core.dictionary.Dictionary;
import id.gerbang.core.dictionary.DictionaryException;
import id.gerbang.core.seal.Sealer;
import id.gerbang.radius.RadiusConfig;
import id.gerbang.radius.RadiusService;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one process runs: the database it needs, and one or both of the services on it. */
final class Gerbang implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Gerbang.class);

  private final Settings settings;
  private final Clock clock;
  private Optional<Installation> installation = Optional.empty();
  private Optional<DatabaseConfig> radiusDatabase = Optional.empty();
  private Optional<RadiusService> radius = Optional.empty();
  private Optional<RadiusAdmin> radiusAdmin = Optional.empty();
  private Optional<BillingService> billing = Optional.empty();
  private Optional<RunningInstance> announced = Optional.empty();

  /**
   * First-start only, from the environment: the owner's password, and a first owner token.
   *
   * @param ownerPassword empty: a random one-time password is made and shown
   */
  record FirstCredentials(Optional<String> ownerPassword, Optional<String> apiToken) {

    static FirstCredentials of(Map<String, String> environment) {
      return new FirstCredentials(
          given(environment, "GERBANG_OWNER_PASSWORD"), given(environment, "GERBANG_API_TOKEN"));
    }

    /** Set but empty, as compose files leave what has no value, is not given. */
    private static Optional<String> given(Map<String, String> environment, String variable) {
      return Optional.ofNullable(environment.get(variable)).filter(text -> !text.isBlank());
    }

    @Override
    public String toString() {
      return "FirstCredentials[hidden]";
    }
  }

  private Gerbang(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Both services, on a database that is started and migrated where need be. Where there is a
   * snapshot, customers are answered from it before that, and for as long as it fails.
   */
  static Gerbang startWhole(
      Settings settings, FirstCredentials credentials, Progress progress, Clock clock) {
    Gerbang gerbang = new Gerbang(settings, clock);
    return gerbang.started(
        () -> {
          gerbang.startFromSnapshot();
          Installation opened = gerbang.open(progress);
          gerbang.firstStart(opened, credentials);
          gerbang.startRadius(opened.database(), opened.sealer());
          gerbang.startBilling(opened);
        });
  }

  /** The RADIUS service alone; where there is a snapshot, without a database too. */
  static Gerbang startRadiusAlone(Settings settings, Clock clock) {
    Gerbang gerbang = new Gerbang(settings, clock);
    return gerbang.started(
        () -> {
          gerbang.startFromSnapshot();
          try {
            Installation joined = gerbang.use(Installation.join(settings, ServiceRole.RADIUS));
            gerbang.startRadius(joined.database(), joined.sealer());
          } catch (UnreachableException e) {
            if (gerbang.radius.isEmpty()) {
              throw e;
            }
            log.warn(
                "{} because=\"{}\"",
                AwaitedDatabase.answering(gerbang.radius.get()),
                e.getMessage());
          }
          gerbang.radiusAdmin =
              gerbang.radius.map(
                  service -> RadiusAdmin.start(settings.http().adminPort(), service));
        });
  }

  /** The billing service alone. */
  static Gerbang startBillingAlone(Settings settings, FirstCredentials credentials, Clock clock) {
    Gerbang gerbang = new Gerbang(settings, clock);
    return gerbang.started(
        () -> {
          Installation joined = gerbang.use(Installation.join(settings, ServiceRole.BILLING));
          gerbang.firstStart(joined, credentials);
          gerbang.startBilling(joined);
        });
  }

  /** Nothing at a first start, and nothing without the key that the snapshot is of. */
  private void startFromSnapshot() {
    if (RadiusService.hasSnapshot(settings.data())) {
      Installation.expected(settings)
          .filter(expected -> isOfTheSnapshot(expected.sealer()))
          .ifPresent(expected -> startRadius(expected.database(), expected.sealer()));
    }
  }

  /** Under another key nobody could be let in, and the snapshot would be overwritten. */
  private boolean isOfTheSnapshot(Sealer sealer) {
    boolean another = RadiusService.isSnapshotOfAnotherKey(settings.data(), sealer);
    if (another) {
      log.error(
          "the key file {} is not the one that the snapshot in {} was sealed under: nobody is answered before the database says whose it is",
          settings.keyFile(),
          settings.data());
    }
    return !another;
  }

  private Installation open(Progress progress) {
    if (radius.isEmpty()) {
      return use(Installation.open(settings, progress));
    }
    try (AwaitedDatabase awaited =
        new AwaitedDatabase(radius.get(), settings.http().adminPort(), this::close)) {
      return use(awaited.open(() -> Installation.open(settings, progress)));
    }
  }

  private Installation use(Installation opened) {
    installation = Optional.of(opened);
    return opened;
  }

  private Gerbang started(Runnable parts) {
    try {
      parts.run();
      radius.ifPresent(this::announce);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    return this;
  }

  private void announce(RadiusService service) {
    RunningInstance instance = new RunningInstance(service.authPort(), service.acctPort());
    instance.write(settings.data());
    announced = Optional.of(instance);
  }

  /** Before anything answers: is this the key that the database was filled under? */
  private void firstStart(Installation installation, FirstCredentials credentials) {
    try (HikariDataSource pool = Pool.open(installation.database(), ServiceRole.BILLING, 1)) {
      Jdbi jdbi = BillingService.jdbi(pool, installation.sealer());
      // Said at once: a start that fails later, on a taken port, would be the last that knows it.
      new FirstStart(jdbi, new TokenService(jdbi, clock), new StaffService(jdbi, clock))
          .run(installation.sealer(), credentials.ownerPassword(), credentials.apiToken())
          .ifPresent(password -> Console.owner(password, settings.language()));
    } catch (IllegalArgumentException e) {
      throw new CannotStartException(String.valueOf(e.getMessage()));
    }
  }

  /** Once; again where the database turns out to be elsewhere than when it last ran. */
  private void startRadius(DatabaseConfig database, Sealer sealer) {
    if (radiusDatabase.equals(Optional.of(database))) {
      return;
    }
    radius.ifPresent(RadiusService::close);
    Settings.Radius at = settings.radius();
    try {
      radius =
          Optional.of(
              RadiusService.start(
                  new RadiusConfig(
                      database,
                      at.address(),
                      at.authPort(),
                      at.acctPort(),
                      at.coaAddress().orElse(at.address()),
                      settings.data(),
                      at.actsPerSecond(),
                      settings.zone(),
                      dictionary(settings),
                      settings.retention()),
                  sealer,
                  clock));
      radiusDatabase = Optional.of(database);
    } catch (UncheckedIOException e) {
      throw new CannotStartException(
          e.getMessage()
              + " ("
              + Optional.ofNullable(e.getCause()).map(Throwable::getMessage).orElse("")
              + ").",
          e);
    }
  }

  /** Read by each service for itself: the two are alike only because the files are. */
  static Dictionary dictionary(Settings settings) {
    try {
      return Dictionary.read(settings.radius().dictionary());
    } catch (DictionaryException e) {
      throw new CannotStartException(
          "radius.dictionary (GERBANG_DICTIONARY): %s.".formatted(e.getMessage()), e);
    }
  }

  /** Beside the database, not in it. */
  static Path auditHead(Settings settings) {
    return settings.data().resolve("audit.head");
  }

  private void startBilling(Installation installation) {
    Settings.Http http = settings.http();
    Certificate certificate =
        http.tls()
            .map(files -> Certificate.of(settings.data(), files.chain(), files.key()))
            .orElseGet(() -> Certificate.own(settings.data(), clock));
    HttpConfig.Https https =
        new HttpConfig.Https(http.httpsPort(), certificate.store(), certificate.storePassword());
    billing =
        Optional.of(
            BillingService.start(
                new BillingConfig(
                    installation.database(),
                    installation.sealer(),
                    settings.zone(),
                    settings.language(),
                    new HttpConfig(
                        http.port(),
                        Optional.of(https),
                        http.adminPort(),
                        http.publicUrl(),
                        address ->
                            http.trustedProxies().stream()
                                .anyMatch(range -> range.contains(address))),
                    dictionary(settings),
                    Optional.of(auditHead(settings)),
                    settings.routerLooks(),
                    settings.retention().sessions()),
                clock,
                Stream.concat(
                        radius.stream().<AdminPart>map(RadiusAdminPart::new),
                        Stream.of(new ProcessPart()))
                    .toList()));
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
    announced.ifPresent(instance -> instance.remove(settings.data()));
    for (Optional<? extends AutoCloseable> part : List.of(radiusAdmin, billing, radius)) {
      part.ifPresent(Gerbang::closeQuietly);
    }
    installation.ifPresent(Installation::close);
  }

  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      log.warn("{} did not stop cleanly", part.getClass().getSimpleName(), e);
    }
  }
}
