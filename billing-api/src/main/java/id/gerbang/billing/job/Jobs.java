package id.gerbang.billing.job;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.job.JobDao.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each job at its times: a lock a job, and on each node a thread a job, so that a long one
 * keeps no other waiting. What was missed while nobody was there is made up for once. After a jump
 * of the wall clock nothing runs by itself until the clock is back or somebody has said that it is
 * right: {@code GET /jobs} asks.
 */
public final class Jobs implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
  private static final Duration ROUND = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofMillis(50);
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(60);
  private static final long CLOSING_SECONDS = 5;

  private final Jdbi jdbi;
  private final Clock clock;
  private final ClockWatch watch;
  private final List<Job> jobs;
  private final Map<Job, ScheduledExecutorService> threads = new LinkedHashMap<>();
  private volatile boolean closing;

  /** How often a clock had been accepted when this jump was first seen. */
  private OptionalLong acceptedBefore = OptionalLong.empty();

  /**
   * @param jobs each with a name of its own
   */
  public Jobs(Jdbi jdbi, Clock clock, ClockWatch watch, List<Job> jobs) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.watch = watch;
    this.jobs = List.copyOf(jobs);
    this.jobs.forEach(job -> threads.put(job, thread(job)));
  }

  private static ScheduledExecutorService thread(Job job) {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          Thread worker = new Thread(task, "job-" + job.name());
          worker.setDaemon(true);
          return worker;
        });
  }

  /** Lets time pass from here on. */
  public void start() {
    threads.forEach((job, thread) -> thread.execute(() -> round(job, thread)));
  }

  /** Something is to be done now. */
  public void wake() {
    try {
      threads.forEach((job, thread) -> thread.execute(() -> attempt(job)));
    } catch (RejectedExecutionException closed) {
      LOG.debug("It is done after the next start.");
    }
  }

  /** One round of all, now and one after the other. */
  public void tick() {
    jobs.forEach(this::attempt);
  }

  /** One that fails, however badly, holds up no other and is looked at again. */
  private void attempt(Job job) {
    try {
      boolean believed = isClockBelieved();
      if (!closing && isDue(row(job), job, believed)) {
        runLocked(job, believed);
      }
    } catch (RuntimeException | Error e) {
      if (!closing) {
        LOG.warn("The job {} is looked at again in {} s.", job.name(), ROUND.toSeconds(), e);
      }
    }
  }

  private synchronized boolean isClockBelieved() {
    Optional<Duration> jump = watch.jump();
    if (jump.isEmpty()) {
      acceptedBefore = OptionalLong.empty();
      return true;
    }
    long accepted = jdbi.withExtension(JobDao.class, JobDao::clockAccepted);
    if (acceptedBefore.isEmpty()) {
      acceptedBefore = OptionalLong.of(accepted);
      LOG.warn(
          "The wall clock moved by {} s against the monotonic clock: no job runs by itself until it is back, or somebody says that it is right (POST /jobs/accept-clock).",
          jump.get().toSeconds());
    } else if (accepted > acceptedBefore.getAsLong()) {
      watch.accept();
      acceptedBefore = OptionalLong.empty();
      return true;
    }
    return false;
  }

  private Row row(Job job) {
    Instant now = clock.instant();
    return jdbi.withExtension(
        JobDao.class,
        dao -> {
          Optional<Row> known = dao.find(job.name());
          if (known.isEmpty()) {
            dao.introduce(job.name(), now, job.schedule().doneWhenNew(now));
            known = dao.find(job.name());
          }
          return known.orElseThrow();
        });
  }

  private boolean isDue(Row row, Job job, boolean believed) {
    Instant now = clock.instant();
    if (row.isAskedFor()) {
      return true;
    }
    boolean rests =
        row.failed()
            && row.finishedAt().map(at -> now.isBefore(at.plus(AFTER_A_FAILURE))).orElse(false);
    // Done in the future: by a clock that was wrong then.
    boolean done =
        !row.doneSlot().isBefore(job.schedule().lastSlot(now)) && !row.doneSlot().isAfter(now);
    return believed && !rests && !done;
  }

  /** The lock lives as long as this connection: a node that dies leaves none behind. */
  private void runLocked(Job job, boolean believed) {
    jdbi.useHandle(
        handle -> {
          JobDao dao = handle.attach(JobDao.class);
          if (!dao.tryLock(job.name())) {
            return;
          }
          try {
            // Another node may have been first.
            if (isDue(dao.find(job.name()).orElseThrow(), job, believed)) {
              run(job, dao);
            }
          } finally {
            dao.unlock(job.name());
          }
        });
  }

  private void run(Job job, JobDao dao) {
    Instant slot = job.schedule().lastSlot(clock.instant());
    dao.started(job.name(), clock.instant());
    try {
      dao.done(job.name(), slot, clock.instant(), job.run());
    } catch (RuntimeException e) {
      if (!closing) {
        LOG.warn(
            "The job {} failed and is tried again in {} s.",
            job.name(),
            AFTER_A_FAILURE.toSeconds(),
            e);
        // Without the message: one of the database's may quote what was bound.
        dao.failed(
            job.name(),
            clock.instant(),
            "failed: " + e.getClass().getSimpleName() + "; the log has the trace");
      }
    }
  }

  /** Runs it soon, by whichever node, also while the clock is not believed. */
  JobView ask(Handle handle, String name, Actor actor) {
    Job job = named(name);
    row(job);
    handle.attach(JobDao.class).ask(name, clock.instant(), actor.name());
    Audit.write(handle, clock.instant(), actor, "job.ask", "job:" + name, Map.of());
    return view(job, handle.attach(JobDao.class).find(name).orElseThrow());
  }

  /** The same of a part of the house that has written down itself who asked, and for what. */
  public void want(Handle handle, String name, Actor actor) {
    row(named(name));
    handle.attach(JobDao.class).ask(name, clock.instant(), actor.name());
  }

  void acceptClock(Actor actor) {
    jdbi.useTransaction(
        handle -> {
          handle.attach(JobDao.class).acceptClock(clock.instant());
          Audit.write(
              handle,
              clock.instant(),
              actor,
              "job.accept_clock",
              "clock",
              Map.of("now", clock.instant()));
        });
    wake();
  }

  JobView one(String name) {
    Job job = named(name);
    return view(job, row(job));
  }

  JobsView all() {
    return new JobsView(
        watch.jump().map(Duration::toSeconds).orElse(0L),
        jobs.stream().map(job -> view(job, row(job))).toList());
  }

  /** Prometheus text. */
  public String metrics() {
    JobsView view = all();
    return """
        # HELP gerbang_billing_jobs_missed Jobs that were not done in time.
        # TYPE gerbang_billing_jobs_missed gauge
        gerbang_billing_jobs_missed %d
        # HELP gerbang_billing_clock_jump_seconds How far the wall clock jumped; jobs wait until it is back or accepted.
        # TYPE gerbang_billing_clock_jump_seconds gauge
        gerbang_billing_clock_jump_seconds %d
        """
        .formatted(view.items().stream().filter(JobView::overdue).count(), view.clockJumpSeconds());
  }

  private JobView view(Job job, Row row) {
    return JobView.of(row, job, clock.instant());
  }

  private Job named(String name) {
    return jobs.stream()
        .filter(job -> job.name().equals(name))
        .findAny()
        .orElseThrow(() -> Problem.notFound("job " + name));
  }

  private void round(Job job, ScheduledExecutorService thread) {
    attempt(job);
    try {
      thread.schedule(() -> round(job, thread), untilNext().toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.debug("Closed between two rounds.");
    }
  }

  /** Half a minute, which is also the other nodes' patience with a question; or less. */
  private Duration untilNext() {
    Instant now = clock.instant();
    Duration wait = Duration.between(now, new Schedule.Every(ROUND).nextSlot(now));
    return wait.compareTo(SOON) < 0 ? SOON : wait;
  }

  @Override
  public void close() {
    closing = true;
    threads.values().forEach(ScheduledExecutorService::shutdownNow);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSING_SECONDS);
    threads.forEach((job, thread) -> awaitEnd(job, thread, end - System.nanoTime()));
  }

  private static void awaitEnd(Job job, ScheduledExecutorService thread, long nanos) {
    try {
      if (!thread.awaitTermination(nanos, TimeUnit.NANOSECONDS)) {
        LOG.warn("The job {} did not stop within {} s.", job.name(), CLOSING_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
