package id.gerbang.billing.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that process notifications as soon as they are stored, and ask about attempts of which
 * nothing was heard. Each gateway has its own few, with calls of its own, so that one that hangs
 * holds up no other. Any node does any of it: what one has in hand the others leave alone for a
 * while.
 */
final class GatewayWorkers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayWorkers.class);
  private static final int THREADS = 4;
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final long ROUND_MILLIS = 2_000;
  private static final long QUESTIONS_MILLIS = 10_000;

  private final Jdbi jdbi;
  private final Clock clock;
  private final EventProcessing processing;
  private final Questions questions;
  private final Map<String, Crew> crews = new LinkedHashMap<>();
  private volatile boolean closing;

  GatewayWorkers(
      Jdbi jdbi, Clock clock, Gateways gateways, EventProcessing processing, Questions questions) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.processing = processing;
    this.questions = questions;
    gateways.names().forEach(name -> crews.put(name, new Crew(name)));
  }

  void start() {
    crews.values().forEach(Crew::start);
  }

  /** A notification of this gateway was stored. */
  void wake(String gateway) {
    Optional.ofNullable(crews.get(gateway)).ifPresent(Crew::wake);
  }

  /** Processes what is due of a gateway's notifications. */
  void processDue(String gateway) {
    for (Optional<WebhookEventDao.EventRow> event = nextEvent(gateway);
        event.isPresent() && !closing;
        event = nextEvent(gateway)) {
      processing.process(event.get());
    }
  }

  private Optional<WebhookEventDao.EventRow> nextEvent(String gateway) {
    Instant now = clock.instant();
    return jdbi.withExtension(
        WebhookEventDao.class, events -> events.claim(gateway, now, now.plus(LEASE)));
  }

  /** Asks a gateway about what is due to be asked; one that does not answer is left for a while. */
  void askDue(String gateway) {
    for (Optional<AttemptRow> attempt = nextAttempt(gateway);
        attempt.isPresent() && !closing;
        attempt = nextAttempt(gateway)) {
      if (!questions.check(attempt.get())) {
        return;
      }
    }
  }

  private Optional<AttemptRow> nextAttempt(String gateway) {
    Instant now = clock.instant();
    return jdbi.withExtension(
        PaymentAttemptDao.class, attempts -> attempts.claim(gateway, now, now.plus(LEASE)));
  }

  /** The threads of one gateway. */
  private final class Crew {

    private final String gateway;
    private final AtomicInteger woken = new AtomicInteger();
    private final ScheduledExecutorService threads;

    Crew(String gateway) {
      this.gateway = gateway;
      threads =
          Executors.newScheduledThreadPool(
              THREADS,
              task -> {
                Thread thread = new Thread(task, "gateway-" + gateway);
                thread.setDaemon(true);
                return thread;
              });
    }

    void start() {
      threads.scheduleWithFixedDelay(
          () -> tried(() -> processDue(gateway)), 0, ROUND_MILLIS, TimeUnit.MILLISECONDS);
      threads.scheduleWithFixedDelay(
          () -> tried(() -> askDue(gateway)), 0, QUESTIONS_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Not more often than there are threads: each takes all that is there. */
    void wake() {
      if (woken.incrementAndGet() > THREADS) {
        woken.decrementAndGet();
        return;
      }
      try {
        threads.execute(
            () -> {
              woken.decrementAndGet();
              tried(() -> processDue(gateway));
            });
      } catch (RejectedExecutionException closed) {
        LOG.debug("It is processed after the next start.");
      }
    }

    private void tried(Runnable round) {
      try {
        round.run();
      } catch (RuntimeException e) {
        if (!closing) {
          LOG.warn("What {} told or owes an answer to is looked at again.", gateway, e);
        }
      }
    }
  }

  @Override
  public void close() {
    closing = true;
    crews.values().forEach(crew -> crew.threads.shutdownNow());
    try {
      for (Crew crew : crews.values()) {
        if (!crew.threads.awaitTermination(5, TimeUnit.SECONDS)) {
          LOG.warn("A worker of {} did not stop within 5 s.", crew.gateway);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
