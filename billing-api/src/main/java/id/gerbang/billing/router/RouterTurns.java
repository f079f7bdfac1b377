package id.gerbang.billing.router;

import id.gerbang.billing.http.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * Who may change a router now: one at a time, over all nodes. A row holds the turn and no
 * connection of the database's; that of a node that died ends by itself.
 */
public final class RouterTurns {

  /** Longer than any change may take. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Jdbi jdbi;
  private final Clock clock;

  public RouterTurns(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * @throws Problem somebody else is changing this router
   */
  public <T> T alone(long routerId, Supplier<T> change) {
    return ifFree(routerId, change)
        .orElseThrow(
            () -> Problem.conflict("This router is being changed already; try again in a moment."));
  }

  /** Empty: somebody else is changing this router, and nothing was done. */
  public <T> Optional<T> ifFree(long routerId, Supplier<T> change) {
    Instant until = clock.instant().plus(LONGEST);
    if (jdbi.withExtension(Dao.class, dao -> dao.take(routerId, clock.instant(), until)) == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(change.get());
    } finally {
      jdbi.useExtension(Dao.class, dao -> dao.give(routerId, until));
    }
  }

  /** JDBI needs it public. */
  public interface Dao {

    @SqlUpdate(
        """
        INSERT INTO router_turn AS t (router_id, until)
        VALUES (:routerId, :until)
        ON CONFLICT (router_id) DO UPDATE SET until = excluded.until WHERE t.until <= :now
        """)
    int take(
        @Bind("routerId") long routerId, @Bind("now") Instant now, @Bind("until") Instant until);

    @SqlUpdate("DELETE FROM router_turn WHERE router_id = :routerId AND until = :until")
    void give(@Bind("routerId") long routerId, @Bind("until") Instant until);
  }
}
