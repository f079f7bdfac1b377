package id.gerbang.billing.gateway;

import id.gerbang.billing.gateway.Charge.Payer;
import id.gerbang.billing.gateway.PaymentAttemptDao.ToPay;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.PublicUrl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What we ask gateways about an attempt. No answer leaves everything as it is, to be asked again:
 * it is neither paid nor failed (P21).
 */
final class Questions {

  private static final Logger LOG = LoggerFactory.getLogger(Questions.class);

  /** Longer than a call may take: a second one can't overtake the first. */
  private static final Duration ONE_AT_A_TIME = Duration.ofSeconds(30);

  private static final Duration SOON = Duration.ofMinutes(1);

  private final Jdbi jdbi;
  private final Clock clock;
  private final Gateways gateways;
  private final AttemptSettlement settlement;
  private final ReviewItems reviews;
  private final PublicUrl publicUrl;

  Questions(
      Jdbi jdbi,
      Clock clock,
      Gateways gateways,
      AttemptSettlement settlement,
      ReviewItems reviews,
      PublicUrl publicUrl) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.gateways = gateways;
    this.settlement = settlement;
    this.reviews = reviews;
    this.publicUrl = publicUrl;
  }

  /** A gateway with the keys to ask it. */
  private record Asked(Gateway gateway, Merchant merchant, Charge charge) {}

  /**
   * Has the gateway make what it has not made yet. Where an earlier call had no answer, it is asked
   * by reference first: it may have made it after all.
   */
  void make(long id) {
    AttemptRow row = dao(attempts -> attempts.byId(id)).orElseThrow();
    Instant now = clock.instant();
    if (row.is() != AttemptState.CREATED
        || dao(attempts -> attempts.ask(id, now, now.minus(ONE_AT_A_TIME))) == 0) {
      return;
    }
    try {
      if (row.askedAt().isPresent()) {
        List<Report> known = status(row);
        if (!known.isEmpty()) {
          take(row, known, now);
          return;
        }
      }
    } catch (NoAnswerException | RefusedException e) {
      unanswered(row, String.valueOf(e.getMessage()), now.plus(SOON));
      return;
    }
    create(row, now);
  }

  private void create(AttemptRow row, Instant now) {
    try {
      Asked asked = asked(row);
      Offer offer = asked.gateway().create(asked.merchant(), asked.charge());
      jdbi.useExtension(PaymentAttemptDao.class, attempts -> attempts.offered(row.id(), offer));
    } catch (NoAnswerException | UnreadableException e) {
      unanswered(row, String.valueOf(e.getMessage()), now.plus(SOON));
    } catch (RefusedException e) {
      if (e.forNow()) {
        unanswered(row, e.words(), now.plus(SOON));
        return;
      }
      LOG.warn("{} refused {}: {}", row.gateway(), row.reference(), e.words());
      jdbi.useExtension(PaymentAttemptDao.class, attempts -> attempts.refused(row.id(), e.words()));
    }
  }

  /** What a gateway says of an attempt's charges now, to be believed. */
  List<Report> status(AttemptRow row) {
    Asked asked = asked(row);
    try {
      return asked.gateway().status(asked.merchant(), asked.charge());
    } catch (UnreadableException e) {
      throw new NoAnswerException("answered " + e.words());
    }
  }

  /** Asks, and does what follows. Answers whether there was an answer. */
  boolean check(AttemptRow row) {
    Instant now = clock.instant();
    try {
      List<Report> known = status(row);
      if (!known.isEmpty()) {
        take(row, known, now);
      } else if (row.isOver(now)) {
        jdbi.useTransaction(handle -> settlement.close(handle, row, AttemptState.EXPIRED));
      }
      jdbi.useExtension(
          PaymentAttemptDao.class,
          attempts -> attempts.checked(row.id(), now, row.nextQuestion(now)));
      return true;
    } catch (NoAnswerException | RefusedException e) {
      unanswered(row, String.valueOf(e.getMessage()), row.nextQuestion(now));
      return false;
    } catch (RuntimeException e) {
      broken(row, e, row.nextQuestion(now));
      return true;
    }
  }

  /** There was an answer, and it can't be done: it is tried again, and somebody is to know. */
  private void broken(AttemptRow row, RuntimeException e, Instant again) {
    String why =
        e instanceof Problem
            ? String.valueOf(e.getMessage())
            : "breaks off: " + e.getClass().getSimpleName();
    LOG.warn("What {} says of {}: {}", row.gateway(), row.reference(), why, e);
    jdbi.useTransaction(
        handle -> {
          handle.attach(PaymentAttemptDao.class).unanswered(row.id(), why, again, clock.instant());
          reviews.open(
              handle,
              "failed",
              "payment_attempt:" + row.id(),
              Optional.of(row.customerId()),
              Optional.of(row.charged()),
              "what %s says of %s can't be done: %s"
                  .formatted(row.gateway(), row.reference(), why));
        });
  }

  /** Ends it at the gateway; what it says afterwards counts. */
  void cancel(AttemptRow row) {
    try {
      Asked asked = asked(row);
      asked.gateway().cancel(asked.merchant(), asked.charge());
    } catch (RefusedException e) {
      if (e.unknown() && row.providerId().isEmpty()) {
        // A page of which no way to pay was picked yet: there is nothing to be ended.
        jdbi.useTransaction(handle -> settlement.close(handle, row, AttemptState.CANCELLED));
        return;
      }
      check(row);
      if (dao(attempts -> attempts.byId(row.id())).orElseThrow().is().open()) {
        throw Problem.conflict(
            row.gateway() + " does not end " + row.reference() + ": " + e.words());
      }
      return;
    } catch (NoAnswerException e) {
      unanswered(row, e.words(), clock.instant().plus(SOON));
      throw Problem.unavailable(
          row.gateway() + " did not answer (" + e.words() + "); it is asked again by itself.");
    }
    check(row);
  }

  private void take(AttemptRow row, List<Report> reports, Instant askedAt) {
    Heard heard = Heard.asked(askedAt, clock.instant());
    jdbi.useTransaction(
        handle ->
            Report.thatCount(reports)
                .forEach(report -> settlement.apply(handle, row, report, heard)));
  }

  private void unanswered(AttemptRow row, String trouble, Instant again) {
    LOG.warn("{} about {}: {}; unknown until {}", row.gateway(), row.reference(), trouble, again);
    jdbi.useExtension(
        PaymentAttemptDao.class,
        attempts -> attempts.unanswered(row.id(), trouble, again, clock.instant()));
  }

  private Asked asked(AttemptRow row) {
    return jdbi.withHandle(
        handle -> {
          GatewaySettings settings =
              gateways
                  .settings(handle, row.gateway())
                  .orElseThrow(() -> new NoAnswerException("is not set up"));
          Merchant merchant =
              settings.merchant().orElseThrow(() -> new NoAnswerException("has no key"));
          ToPay invoice =
              handle.attach(PaymentAttemptDao.class).invoice(row.invoiceId()).orElseThrow();
          return new Asked(
              settings.gateway(),
              merchant,
              new Charge(
                  row.reference(),
                  row.channel(),
                  row.charged(),
                  invoice.number(),
                  new Payer(invoice.name(), invoice.email(), invoice.phone()),
                  clock.instant(),
                  row.expiresAt(),
                  publicUrl.of("/pay/" + invoice.payCode()),
                  row.providerId()));
        });
  }

  private <T> T dao(java.util.function.Function<PaymentAttemptDao, T> work) {
    return jdbi.withExtension(PaymentAttemptDao.class, work::apply);
  }
}
