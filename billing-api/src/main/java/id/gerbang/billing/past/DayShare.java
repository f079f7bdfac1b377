package id.gerbang.billing.past;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a session's octets counts on a day. Nobody tells how they came, so each day has as much
 * as its part of the time: all days together are what was told, and within a month so is the month.
 */
record DayShare(LocalDate day, long inputOctets, long outputOctets) {

  /** Days without any are left out. */
  static List<DayShare> of(PastSession session, ZoneId zone) {
    long whole = Duration.between(session.startedAt(), session.stoppedAt()).toSeconds();
    List<DayShare> shares = new ArrayList<>();
    LocalDate day = LocalDate.ofInstant(session.startedAt(), zone);
    LocalDate last = LocalDate.ofInstant(session.stoppedAt(), zone);
    long input = 0;
    long output = 0;
    for (; !day.isAfter(last); day = day.plusDays(1)) {
      Instant ends = day.plusDays(1).atStartOfDay(zone).toInstant();
      long past =
          day.equals(last) ? whole : Duration.between(session.startedAt(), ends).toSeconds();
      long inputBy = part(session.inputOctets(), past, whole);
      long outputBy = part(session.outputOctets(), past, whole);
      if (inputBy > input || outputBy > output) {
        shares.add(new DayShare(day, inputBy - input, outputBy - output));
      }
      input = inputBy;
      output = outputBy;
    }
    return shares;
  }

  /** Without a product of all octets and all seconds, which would not fit. */
  private static long part(long octets, long past, long whole) {
    return past >= whole ? octets : octets / whole * past + octets % whole * past / whole;
  }
}
