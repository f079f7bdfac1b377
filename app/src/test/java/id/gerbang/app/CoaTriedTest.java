package id.gerbang.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.app.bras.SimulatedBras;
import id.gerbang.billing.BillingService;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.router.RouterAccess;
import id.gerbang.billing.router.RouterTestService;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A router's test asks radius, which sends a CoA that a router behaving as RouterOS refuses. */
class CoaTriedTest {

  private static final Ref ROUTER = Ref.id(1);

  @TempDir Path directory;
  private Isp isp;
  private SimulatedBras bras;
  private HikariDataSource pool;
  private RouterAccess access;
  private RouterTestService tests;

  @BeforeEach
  void open() throws Exception {
    isp = new Isp(directory, Clock.systemUTC());
    isp.openForBusiness("list");
    bras = isp.bras();
    isp.update("UPDATE router SET coa_port = ?", bras.coaPort());
    pool = Pool.open(isp.database, ServiceRole.BILLING, 2);
    access = new RouterAccess(isp.sealer);
    tests =
        new RouterTestService(
            BillingService.jdbi(pool, isp.sealer),
            Clock.systemUTC(),
            ZoneId.of("Asia/Jakarta"),
            isp.sealer,
            access);
    await()
        .until(() -> isp.column("SELECT 1 FROM convergence_lease WHERE router_id = 1").size() == 1);
  }

  @AfterEach
  void close() {
    access.close();
    pool.close();
    bras.close();
    isp.close();
  }

  /** No API is entered: that is all that fails. */
  @Test
  void a_refusal_of_a_session_that_nobody_has_passes_and_silence_fails() throws Exception {
    long naks = bras.incomingCounters().naks();
    assertThat(failing()).containsExactly("api");
    assertThat(bras.incomingCounters().naks()).isEqualTo(naks + 1);

    bras.misbehaviour().silentToCoa(true);
    long heard = bras.incomingCounters().requests();
    assertThat(failing()).containsExactly("api", "coa");
    assertThat(bras.incomingCounters().requests()).as("sent once").isEqualTo(heard + 1);
    assertThat(isp.column("SELECT id FROM coa_trial")).as("nothing is left behind").isEmpty();
  }

  private List<String> failing() {
    return tests.failing(Actor.SYSTEM, ROUTER);
  }
}
