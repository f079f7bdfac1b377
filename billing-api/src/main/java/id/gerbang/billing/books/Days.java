package id.gerbang.billing.books;

import id.gerbang.billing.http.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Days of the ISP's calendar in query parameters. */
record Days(LocalDate from, LocalDate to, ZoneId zone) {

  /** Both included; refused where they are more than so many years apart. */
  static Days between(LocalDate from, LocalDate to, int years, ZoneId zone) {
    if (to.isBefore(from) || !from.plusYears(years).isAfter(to)) {
      throw Problem.unprocessable("to", "is from that day on, and within " + years + " years");
    }
    return new Days(from, to, zone);
  }

  Instant starts() {
    return from.atStartOfDay(zone).toInstant();
  }

  Instant ends() {
    return to.plusDays(1).atStartOfDay(zone).toInstant();
  }
}
