package id.gerbang.billing.router;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * Has radius try CoA on a router: billing sends no packet. A row asks, and is looked at until it is
 * answered; no connection of the database's is held in between.
 */
final class CoaTrials {

  private static final long LOOK_MILLIS = 50;

  private final Jdbi jdbi;

  CoaTrials(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** From here on it is under way. */
  Asked ask(long routerId, Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    long trial =
        jdbi.inTransaction(
            handle -> {
              Dao dao = handle.attach(Dao.class);
              dao.forget();
              return dao.ask(routerId);
            });
    return new Asked(trial, until);
  }

  /** One that is under way. */
  final class Asked {

    private final long trial;
    private final long untilNanos;

    private Asked(long trial, long untilNanos) {
      this.trial = trial;
      this.untilNanos = untilNanos;
    }

    /** Waits until it is answered, or will not be in time. */
    CoaTrial answer() {
      CoaTrial now = look();
      try {
        while (now.outcome() == null && now.radiusAlive() && System.nanoTime() - untilNanos < 0) {
          TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
          now = look();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      jdbi.useExtension(Dao.class, dao -> dao.done(trial));
      return now;
    }

    private CoaTrial look() {
      return jdbi.withExtension(Dao.class, dao -> dao.look(trial));
    }
  }

  /** JDBI needs it public. */
  @RegisterConstructorMapper(CoaTrial.class)
  public interface Dao {

    @SqlQuery("INSERT INTO coa_trial (router_id) VALUES (:routerId) RETURNING id")
    long ask(@Bind("routerId") long routerId);

    @SqlQuery(
        """
        SELECT t.outcome, t.error_cause, t.round_trip_micros,
               EXISTS (SELECT FROM radius_node n WHERE n.seen_at > clock_timestamp() - interval '10 s') AS radius_alive
        FROM coa_trial t WHERE t.id = :trial
        """)
    CoaTrial look(@Bind("trial") long trial);

    @SqlUpdate("DELETE FROM coa_trial WHERE id = :trial")
    void done(@Bind("trial") long trial);

    /** Those of whoever died while waiting. */
    @SqlUpdate("DELETE FROM coa_trial WHERE asked_at < clock_timestamp() - interval '1 minute'")
    void forget();
  }
}
