package id.gerbang.billing.term;

import id.gerbang.billing.history.Event;
import id.gerbang.billing.history.History;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.job.Job;
import id.gerbang.billing.job.Schedule;
import id.gerbang.billing.subscription.PrepaidEnd;
import id.gerbang.billing.subscription.SubscriptionRow;
import id.gerbang.billing.subscription.SubscriptionService;
import id.gerbang.billing.term.FirstLoginDao.Login;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives prepaid subscriptions that are good from their first login the end that it brings. */
final class FirstLogins implements Job {

  private static final Logger LOG = LoggerFactory.getLogger(FirstLogins.class);
  private static final Schedule HALF_MINUTES = new Schedule.Every(Duration.ofSeconds(30));
  private static final int BATCH = 500;

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;

  FirstLogins(Jdbi jdbi, Clock clock, ZoneId zone) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
  }

  @Override
  public String name() {
    return "first-logins";
  }

  @Override
  public Schedule schedule() {
    return HALF_MINUTES;
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(5);
  }

  /** One that fails holds up no other, and is met again. */
  @Override
  public String run() {
    int met = 0;
    List<Login> logins = jdbi.withHandle(handle -> handle.attach(FirstLoginDao.class).first(BATCH));
    for (Login login : logins) {
      try {
        jdbi.useTransaction(handle -> begin(handle, login));
        met++;
      } catch (RuntimeException e) {
        LOG.warn("The first login of subscription {} is met later.", login.id(), e);
      }
    }
    return "%d of %d first logins met".formatted(met, logins.size());
  }

  /** Whoever paid before logs in with that time, and the period after it. */
  private void begin(Handle handle, Login login) {
    SubscriptionRow subscription = SubscriptionService.lockWithCustomer(handle, Ref.id(login.id()));
    Instant now = clock.instant();
    Instant paid = subscription.activeUntil();
    Instant from = paid != null && paid.isAfter(login.at()) ? paid : login.at();
    Integer day = from.equals(paid) ? subscription.prepaidDay() : null;
    PrepaidEnd good = PrepaidEnd.after(from, day, Period.parse(login.period()), zone);
    Instant end = good.end();
    if (handle.attach(FirstLoginDao.class).begin(login.id(), end, good.day(), now) == 1) {
      History.write(
          handle,
          Event.of(login.id(), "first_login", now, Actor.SYSTEM).since(login.at()).until(end));
    }
  }
}
