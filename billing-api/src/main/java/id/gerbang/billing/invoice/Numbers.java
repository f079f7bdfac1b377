package id.gerbang.billing.invoice;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;

/**
 * Numbers of documents without gaps: {@code INV-YYMM-NNNNNN}, counted per series and year; year and
 * month as the ISP's calendar has them.
 */
public enum Numbers {
  INVOICE("invoice", "INV"),
  CREDIT_NOTE("credit_note", "CN"),
  REFUND("refund", "RF"),
  INCIDENT("incident", "TKT");

  private final String series;
  private final String prefix;

  Numbers(String series, String prefix) {
    this.series = series;
    this.prefix = prefix;
  }

  /** The next ones; others wait for theirs until the transaction ends. */
  public List<String> next(Handle handle, Instant now, ZoneId zone, int count) {
    ZonedDateTime local = now.atZone(zone);
    long last = handle.attach(InvoiceDao.class).take(series + ":" + local.getYear(), count);
    return LongStream.rangeClosed(last - count + 1, last)
        .mapToObj(
            number ->
                String.format(
                    Locale.ROOT,
                    "%s-%02d%02d-%06d",
                    prefix,
                    local.getYear() % 100,
                    local.getMonthValue(),
                    number))
        .toList();
  }
}
