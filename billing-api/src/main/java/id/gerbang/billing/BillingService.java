package id.gerbang.billing;

import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Bearer;
import id.gerbang.billing.http.BodyLimit;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.ProblemMapper;
import id.gerbang.billing.http.SecurityHeaders;
import id.gerbang.billing.staff.TokenService;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import io.dropwizard.auth.AuthValueFactoryProvider;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/** The billing service: its pool, its features wired by hand, its HTTP server. */
public final class BillingService implements AutoCloseable {

  private static final int CONNECTIONS = 10;

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final TokenService tokens;
  private final Idempotency idempotency;
  private final MoneysWay money;
  private final HttpServer server;

  private BillingService(BillingConfig config, Clock clock, List<AdminPart> parts) {
    pool = Pool.open(config.database(), ServiceRole.BILLING, CONNECTIONS);
    jdbi = jdbi(pool);
    tokens = new TokenService(jdbi, clock);
    idempotency = new Idempotency(jdbi, clock, config.sealer());
    money = new MoneysWay(jdbi, clock, config.zone(), idempotency);
    server =
        HttpServer.start(config.http(), environment -> wire(environment, config, clock, parts));
    money.start();
  }

  /** Starts the service; what it needs of the database is there already. */
  public static BillingService start(BillingConfig config, Clock clock, List<AdminPart> parts) {
    return new BillingService(config, clock, parts);
  }

  /** SQL objects and PostgreSQL's types over a pool. */
  public static Jdbi jdbi(DataSource pool) {
    return Jdbi.create(pool)
        .installPlugin(new SqlObjectPlugin())
        .installPlugin(new PostgresPlugin());
  }

  private void wire(
      Environment environment, BillingConfig config, Clock clock, List<AdminPart> parts) {
    JerseyEnvironment jersey = environment.jersey();
    jersey.register(new ProblemMapper());
    jersey.register(new SecurityHeaders());
    jersey.register(new BodyLimit());
    jersey.register(new Bearer(tokens::actor));
    jersey.register(new AuthValueFactoryProvider.Binder<>(Actor.class));
    money.register(jersey);
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
    return tokens;
  }

  @Override
  public void close() {
    server.close();
    money.close();
    pool.close();
  }
}
