package id.gerbang.billing.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.billing.BillingService;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.money.MovableClock;
import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.core.seal.SealingKey;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two connections: on one, what somebody has open ends, and is not committed yet; on the other,
 * that person comes in, or is given a token, as what they were.
 */
class SignInWhileItEndsTest {

  private static final String WAITING =
      "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)"
          + " WHERE datname = current_database() AND NOT granted";

  private final MovableClock clock = new MovableClock("2026-11-22T05:00:00Z");
  private final DatabaseConfig database = TestDatabase.fresh();
  private final HikariDataSource pool = Pool.open(database, ServiceRole.BILLING, 4);
  private final Jdbi jdbi = BillingService.jdbi(pool);
  private final StaffService staff = new StaffService(jdbi, clock);
  private final TokenService tokens = new TokenService(jdbi, clock);
  private final ExecutorService other = Executors.newSingleThreadExecutor();
  private SignIn signIn;
  private String password;
  private long ani;

  @TempDir Path folder;

  @BeforeEach
  void ani_works_here() {
    staff.add("wati", Role.OWNER);
    password = staff.add("ani", Role.OWNER);
    ani = jdbi.withExtension(StaffDao.class, dao -> dao.id("ani")).orElseThrow();
    SecondFactor secondFactor =
        new SecondFactor(jdbi, clock, SealingKey.create(folder.resolve("seal.key")));
    signIn = new SignIn(jdbi, clock, secondFactor);
  }

  @AfterEach
  void close() {
    other.shutdownNow();
    pool.close();
  }

  /** What ends all that somebody has open. */
  enum End {
    DISABLED {
      @Override
      void of(SignInWhileItEndsTest test, Handle handle) {
        test.staff.disable(handle, test.ani, Actor.COMMAND_LINE);
      }
    },
    RESET {
      @Override
      void of(SignInWhileItEndsTest test, Handle handle) {
        test.staff.reset(handle, test.ani, Actor.COMMAND_LINE);
      }
    },
    ANOTHER_ROLE {
      @Override
      void of(SignInWhileItEndsTest test, Handle handle) {
        SaveStaff cashier = new SaveStaff(null, Role.BILLING, null, null);
        test.staff.change(handle, test.ani, cashier, null, Actor.COMMAND_LINE);
      }
    };

    abstract void of(SignInWhileItEndsTest test, Handle handle);
  }

  @ParameterizedTest
  @EnumSource
  void who_comes_in_while_all_of_theirs_ends_is_not_in(End end) {
    Future<?> in = whileItEnds(end, this::comeIn);
    assertThatThrownBy(in::get)
        .hasCauseInstanceOf(Problem.class)
        .hasMessageContaining("sign in again");
    staff.reset("ani"); // who was disabled works here again
    assertThat(number("SELECT count(*) FROM staff_session WHERE ended_at IS NULL")).isZero();
  }

  @Test
  void who_is_disabled_meanwhile_is_given_no_token() {
    TokenRequest request =
        new TokenRequest("ani's", Role.OWNER, ani, null, null, null, null, null, null);
    Future<?> made =
        whileItEnds(
            End.DISABLED,
            () -> jdbi.inTransaction(it -> tokens.create(it, request, Actor.COMMAND_LINE)));
    assertThatThrownBy(made::get)
        .hasCauseInstanceOf(Problem.class)
        .hasMessageContaining("nobody's who works here");
    assertThat(number("SELECT count(*) FROM token WHERE revoked_at IS NULL")).isZero();
  }

  private SignIn.SignedIn comeIn() {
    return signIn.signIn("ani", password, Optional.empty(), InetAddress.getLoopbackAddress());
  }

  /** The end is committed once the other waits for it. */
  private <T> Future<T> whileItEnds(End end, Callable<T> meanwhile) {
    return jdbi.inTransaction(
        handle -> {
          end.of(this, handle);
          Future<T> result = other.submit(meanwhile);
          await().until(() -> number(WAITING) == 1);
          return result;
        });
  }

  private long number(String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(long.class).one());
  }
}
