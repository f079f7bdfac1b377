package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.routeros.standin.StandInRouter;
import java.time.Clock;
import java.util.List;

/** A billing service, and a stand-in router that it asks over the API as the user `gerbang`. */
final class BillingWithRouter implements AutoCloseable {

  final RunningBilling billing;
  private final Clock clock;

  /** The one that was started last. */
  StandInRouter router;

  BillingWithRouter() {
    this(Clock.systemUTC());
  }

  BillingWithRouter(Clock clock) {
    this.clock = clock;
    billing = new RunningBilling(clock, List.of());
  }

  /** Starts a router whose user has these policies, and registers it: its id. */
  long registered(String version, String policies) {
    start(StandInRouter.version(version));
    router.user("gerbang", "rahasia", policies);
    return register();
  }

  /** In the place of the one that runs. */
  void start(StandInRouter.Builder builder) {
    closeRouter();
    router = builder.clock(clock).start();
  }

  long register() {
    return register(billing, router);
  }

  static long register(RunningBilling billing, StandInRouter router) {
    Reply reply =
        billing.post(
            "/routers",
            """
            {"name": "BRAS", "secret": "rahasia-radius", "address": "127.0.0.1",
             "api": {"protocol": "api", "port": %d, "username": "gerbang", "password": "rahasia"}}"""
                .formatted(router.port("api")));
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return reply.id();
  }

  /** A session that began now, as RADIUS told. */
  void online(long routerId, String acctSessionId, String username) {
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO session (router_id, acct_session_id, username, started_at, updated_at, heard_at)
        VALUES (%d, '%s', '%s', '%4$s', '%4$s', '%4$s')"""
            .formatted(routerId, acctSessionId, username, clock.instant()));
  }

  void stopped(String username) {
    TestDatabase.execute(
        billing.database,
        "UPDATE session SET stopped_at = now() WHERE username = '" + username + "'");
  }

  List<String> column(String sql) {
    return billing
        .service
        .jdbi()
        .withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  private void closeRouter() {
    if (router != null) {
      router.close();
    }
  }

  @Override
  public void close() {
    closeRouter();
    billing.close();
  }
}
