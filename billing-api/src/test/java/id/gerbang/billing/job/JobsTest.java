package id.gerbang.billing.job;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import id.gerbang.billing.http.Problem;
import id.gerbang.billing.payment.Books;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job at one in the morning, and what may come between. */
class JobsTest {

  private final Books books = new Books();
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger ran = new AtomicInteger();
  private Runnable work = ran::incrementAndGet;
  private final Jobs here = node();
  private final Jobs there = node();

  @BeforeEach
  void the_day_before() {
    here.tick();
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
    books.close();
  }

  @Test
  void it_waits_for_its_first_time_and_runs_once_at_each_on_one_of_the_nodes() {
    assertThat(ran).hasValue(0);
    pass(Duration.ofHours(13));
    here.tick();
    there.tick();
    assertThat(ran).hasValue(1);
    assertThat(view().result()).isEqualTo("run no. 1");
    assertThat(view().next()).isEqualTo("2026-11-23T18:00:00Z");
    pass(Duration.ofDays(1));
    there.tick();
    here.tick();
    assertThat(ran).hasValue(2);
  }

  @Test
  void what_was_missed_while_nobody_was_there_is_made_up_for_once() {
    pass(Duration.ofDays(3));
    assertThat(view().overdue()).isTrue();
    assertThat(here.metrics()).contains("gerbang_billing_jobs_missed 1\n");
    here.tick();
    here.tick();
    assertThat(ran).hasValue(1);
    assertThat(view().overdue()).isFalse();
    assertThat(here.metrics()).contains("gerbang_billing_jobs_missed 0\n");
  }

  @Test
  void no_two_at_once() {
    AtomicInteger meanwhile = new AtomicInteger(-1);
    work =
        () -> {
          CompletableFuture.runAsync(there::tick).join();
          meanwhile.set(ran.get());
          ran.incrementAndGet();
        };
    pass(Duration.ofHours(13));
    here.tick();
    assertThat(meanwhile).as("the other node found it at work").hasValue(0);
    assertThat(ran).hasValue(1);
  }

  @Test
  void an_error_of_one_round_does_not_end_those_that_follow() {
    work =
        () -> {
          ran.incrementAndGet();
          throw new StackOverflowError();
        };
    pass(Duration.ofHours(13));
    here.tick();
    work = ran::incrementAndGet;
    here.tick();
    assertThat(ran).hasValue(2);
    assertThat(view().failed()).isFalse();
  }

  @Test
  void one_that_takes_long_keeps_no_other_waiting() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch other = new CountDownLatch(1);
    try (Jobs both =
        new Jobs(
            books.jdbi,
            books.clock,
            new ClockWatch(books.clock, nanos::get),
            List.of(
                each("long", () -> assertThat(release.await(60, SECONDS)).isTrue()),
                each("short", other::countDown)))) {
      both.start();
      assertThat(other.await(60, SECONDS)).isTrue();
      release.countDown();
    }
  }

  private static Job each(String name, ThrowingRunnable work) {
    return new Job() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Schedule schedule() {
        return new Schedule.Every(Duration.ofSeconds(30));
      }

      @Override
      public Duration patience() {
        return Duration.ofHours(1);
      }

      @Override
      public String run() {
        try {
          work.run();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
        return "done";
      }
    };
  }

  private interface ThrowingRunnable {
    void run() throws Exception;
  }

  @Test
  void one_that_fails_says_so_rests_a_minute_and_is_an_alarm_when_it_goes_on() {
    work =
        () -> {
          ran.incrementAndGet();
          throw new IllegalStateException("the password is 'rahasia'");
        };
    pass(Duration.ofHours(13));
    here.tick();
    here.tick();
    assertThat(ran).hasValue(1);
    assertThat(view().failed()).isTrue();
    assertThat(view().result()).contains("IllegalStateException").doesNotContain("rahasia");
    pass(Duration.ofSeconds(60));
    here.tick();
    assertThat(ran).hasValue(2);
    pass(Duration.ofHours(1));
    assertThat(view().overdue()).isTrue();
    work = ran::incrementAndGet;
    here.tick();
    assertThat(view().failed()).isFalse();
    assertThat(view().overdue()).isFalse();
  }

  @Test
  void after_a_jump_of_the_clock_it_asks_until_the_clock_is_back() {
    books.clock.move(Duration.ofDays(365));
    here.tick();
    assertThat(ran).hasValue(0);
    assertThat(here.all().clockJumpSeconds()).isEqualTo(365 * 86_400);
    books.clock.move(Duration.ofDays(-365));
    here.tick();
    assertThat(here.all().clockJumpSeconds()).isZero();
    pass(Duration.ofHours(13));
    here.tick();
    assertThat(ran).hasValue(1);
  }

  @Test
  void or_until_somebody_says_that_it_is_right_to_every_node() {
    books.clock.move(Duration.ofHours(13));
    here.tick();
    there.tick();
    assertThat(ran).hasValue(0);
    here.acceptClock(Books.CASHIER);
    there.tick();
    await().untilAsserted(() -> assertThat(ran).hasValue(1));
    assertThat(there.all().clockJumpSeconds()).isZero();
    assertThat(here.all().clockJumpSeconds()).isZero();
    assertThat(books.number("SELECT count(*) FROM audit WHERE action = 'job.accept_clock'"))
        .isEqualTo(1);
  }

  @Test
  void a_wrong_clock_that_was_believed_does_not_stop_it_for_ever() {
    pass(Duration.ofDays(400));
    here.tick();
    Jobs afterwards = node();
    books.clock.set("2026-11-23T18:00:00Z");
    try (Jobs restarted = node()) {
      restarted.tick();
    }
    afterwards.close();
    assertThat(ran).hasValue(2);
  }

  @Test
  void a_person_may_ask_for_it_at_any_time() {
    ask("test");
    here.tick();
    here.tick();
    assertThat(ran).hasValue(1);
    assertThat(view().askedBy()).isEqualTo("cli");
    assertThatThrownBy(() -> ask("nothing")).isInstanceOf(Problem.class);
  }

  private void ask(String name) {
    books.jdbi.useTransaction(handle -> here.ask(handle, name, Books.CASHIER));
  }

  private void pass(Duration time) {
    books.clock.move(time);
    nanos.addAndGet(time.toNanos());
  }

  private JobView view() {
    return here.one("test");
  }

  private Jobs node() {
    return new Jobs(
        books.jdbi, books.clock, new ClockWatch(books.clock, nanos::get), List.of(new TestJob()));
  }

  private final class TestJob implements Job {

    @Override
    public String name() {
      return "test";
    }

    @Override
    public Schedule schedule() {
      return new Schedule.Daily(LocalTime.of(1, 0), Books.WIB);
    }

    @Override
    public Duration patience() {
      return Duration.ofHours(1);
    }

    @Override
    public String run() {
      work.run();
      return "run no. " + ran.get();
    }
  }
}
