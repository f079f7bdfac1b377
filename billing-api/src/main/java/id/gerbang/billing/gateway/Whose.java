package id.gerbang.billing.gateway;

import id.gerbang.billing.gateway.PaidChargeDao.PaidCharge;
import java.util.List;

/** Which of an attempt's charges a report is about. */
enum Whose {
  /** The one that settled the attempt, or nothing tells it from that. */
  FIRST,
  /** Another one that was paid as well; we know. */
  SECOND,
  /** One of which we know of no payment, beside one that was paid. */
  ANOTHER;

  /** Ids are compared with ids of their own kind alone. */
  static Whose of(AttemptRow attempt, List<PaidCharge> paid, Report report) {
    List<PaidCharge> alike =
        paid.stream().filter(charge -> charge.kind().equals(report.kind())).toList();
    if (report.providerId().isEmpty() || alike.isEmpty()) {
      return FIRST;
    }
    return alike.stream()
        .filter(charge -> charge.providerId().equals(report.providerId().get()))
        .findFirst()
        .map(charge -> attempt.paymentId().filter(id -> id == charge.paymentId()).isPresent())
        .map(first -> first ? FIRST : SECOND)
        .orElse(ANOTHER);
  }
}
