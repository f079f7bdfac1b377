package id.gerbang.radius.converge;

import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.RouterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries CoA where billing asks for it ({@code coa_trial}): one {@link TrialRequest}, sent once by
 * the node that acts on the router. Somebody waits for what comes of it, for 3 s in all; so it is
 * looked for four times a second, and what was asked longer ago than that is left alone.
 */
public final class CoaTrials implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CoaTrials.class);
  private static final long EVERY_MILLIS = 250;
  private static final Duration WAIT = Duration.ofMillis(1_500);

  /** Committed before anything is sent: whatever happens then, it is not sent again. */
  private static final String TAKE =
      """
      UPDATE coa_trial SET taken_at = clock_timestamp()
      WHERE taken_at IS NULL AND asked_at > clock_timestamp() - interval '3 s'
        AND router_id IN (SELECT router_id FROM convergence_lease WHERE node = ?)
      RETURNING id, router_id""";

  private static final String ANSWERED =
      "UPDATE coa_trial SET outcome = ?, error_cause = ?, round_trip_micros = ? WHERE id = ?";

  private final DataSource database;
  private final UUID node;
  private final RouterRegistry routers;
  private final Permission permission;
  private final CoaClient client;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "coa-trials"));

  /** One that this node has taken. */
  private record Trial(long id, long routerId) {}

  public CoaTrials(
      DataSource database,
      UUID node,
      RouterRegistry routers,
      Permission permission,
      CoaClient client) {
    this.database = database;
    this.node = node;
    this.routers = routers;
    this.permission = permission;
    this.client = client;
  }

  public void start() {
    thread.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      take().forEach(this::send);
    } catch (SQLException e) {
      log.debug("no trial of CoA without the database: {}", e.getMessage());
    } catch (RuntimeException | Error e) {
      log.error("a trial of CoA failed, goes on", e);
    }
  }

  private List<Trial> take() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement take = connection.prepareStatement(TAKE)) {
      take.setObject(1, node);
      List<Trial> taken = new ArrayList<>();
      try (ResultSet rows = take.executeQuery()) {
        while (rows.next()) {
          taken.add(new Trial(rows.getLong(1), rows.getLong(2)));
        }
      }
      return taken;
    }
  }

  private void send(Trial trial) {
    Optional<Router> router = routers.find(trial.routerId());
    if (router.isEmpty()) {
      write(trial, new CoaAnswer.Unsent(), 0);
      return;
    }
    long began = System.nanoTime();
    client.sendOnce(
        router.get(),
        TrialRequest::of,
        WAIT,
        () -> permission.toActOn(trial.routerId()),
        answer -> {
          long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began);
          log.info(
              "CoA tried on router {}: {} after {} microseconds",
              router.get().name(),
              answer,
              micros);
          writeLater(trial, answer, micros);
        });
  }

  private void writeLater(Trial trial, CoaAnswer answer, long micros) {
    try {
      thread.execute(() -> write(trial, answer, micros));
    } catch (RejectedExecutionException e) {
      log.debug("closed before the router answered");
    }
  }

  private void write(Trial trial, CoaAnswer answer, long micros) {
    try (Connection connection = database.getConnection();
        PreparedStatement answered = connection.prepareStatement(ANSWERED)) {
      answered.setString(1, outcome(answer));
      if (answer instanceof CoaAnswer.Refused refused) {
        answered.setLong(2, refused.errorCause());
      } else {
        answered.setObject(2, null);
      }
      answered.setLong(3, micros);
      answered.setLong(4, trial.id());
      answered.executeUpdate();
    } catch (SQLException e) {
      log.warn("what came of a trial of CoA is lost: {}", e.getMessage());
    }
  }

  private static String outcome(CoaAnswer answer) {
    if (answer instanceof CoaAnswer.Silent silent) {
      return silent.notGenuine() ? "not_genuine" : "silent";
    }
    if (answer instanceof CoaAnswer.Refused) {
      return "refused";
    }
    return answer instanceof CoaAnswer.Acknowledged ? "acknowledged" : "unsent";
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(1, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
