package id.gerbang.radius.accounting;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * A thread that carries a journal into PostgreSQL on one connection, for as long as that lasts;
 * after a fault it pauses, and goes on with another.
 */
public final class CarrierThread implements AutoCloseable {

  /** SQLState of a write to a server that only reads. */
  static final String READ_ONLY = "25006";

  private static final long LOOK_MILLIS = 20;
  private static final long RETRY_MILLIS = 1_000;

  private final DataSource database;
  private final Carrier carrier;
  private final Consumer<SQLException> waits;
  private final Consumer<Throwable> failed;
  private final Thread thread;
  private BooleanSupplier mayBegin = () -> true;
  private volatile boolean closing;

  /** Carries, until the thread is to end. */
  public interface Carrier {
    void carry(Connection connection) throws SQLException, IOException, InterruptedException;
  }

  /**
   * @param waits told, on the thread, that the database is away or refuses
   * @param failed told of a fault of the disk's, or ours
   */
  public CarrierThread(
      String name,
      DataSource database,
      Carrier carrier,
      Consumer<SQLException> waits,
      Consumer<Throwable> failed) {
    this.database = database;
    this.carrier = carrier;
    this.waits = waits;
    this.failed = failed;
    this.thread = new Thread(this::run, name);
  }

  public void start() {
    start(() -> true);
  }

  /**
   * @param begins whether it may: until then no connection is asked for
   */
  void start(BooleanSupplier begins) {
    mayBegin = begins;
    thread.start();
  }

  /** Whether it is to end. */
  public boolean closing() {
    return closing;
  }

  private void run() {
    while (!closing) {
      try {
        if (mayBegin.getAsBoolean()) {
          withConnection();
        } else {
          TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
      } catch (SQLException e) {
        if (!closing) {
          waits.accept(e);
          pause();
        }
      } catch (IOException | RuntimeException | Error e) {
        failed.accept(e);
        pause();
      } catch (InterruptedException e) {
        closing = true;
      }
    }
  }

  private void withConnection() throws SQLException, IOException, InterruptedException {
    try (Connection connection = database.getConnection()) {
      try {
        connection.setAutoCommit(false);
        carrier.carry(connection);
      } catch (SQLException e) {
        if (READ_ONLY.equals(e.getSQLState())) {
          // The pool would keep it; a new one finds the new primary.
          connection.abort(Runnable::run);
        }
        throw e;
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      closing = true;
    }
  }

  /** Has it end, and does not wait for that. */
  public void end() {
    closing = true;
  }

  @Override
  public void close() {
    end();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
