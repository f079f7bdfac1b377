package id.gerbang.billing.moving;

import id.gerbang.billing.past.Past;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Map;
import java.util.Optional;

/**
 * FreeRADIUS's accounting, row by row out of its dump: there are many more of them than of all
 * else.
 *
 * @param zone of times that don't tell theirs
 */
record FreeRadiusPast(byte[] dump, ZoneId zone) implements Past {

  private static final String ACCOUNTING = "radacct";

  /** As MySQL writes it, and PostgreSQL with its offset. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHmm", "Z")
          .optionalEnd()
          .toFormatter();

  @Override
  public void tell(Heard heard) {
    Sessions sessions = new Sessions(heard);
    SqlDump.each(dump, ACCOUNTING, row -> tell(sessions, row));
  }

  private void tell(Sessions sessions, Map<String, String> row) {
    String username = Tables.text(row, "username").orElse("");
    sessions.tell(
        FreeRadiusSource.ACCOUNT + username,
        username,
        Tables.text(row, "acctsessionid").orElse(""),
        Tables.text(row, "nasipaddress"),
        Sessions.place(
            Tables.text(row, "framedipaddress"),
            Tables.text(row, "framedipv6prefix").or(() -> Tables.text(row, "framedipv6address")),
            Tables.text(row, "delegatedipv6prefix"),
            Tables.text(row, "callingstationid"),
            Tables.text(row, "nasportid")),
        Tables.text(row, "acctstoptime").filter(it -> !it.startsWith("0000")).isEmpty(),
        time(row, "acctstarttime"),
        time(row, "acctstoptime"),
        Tables.text(row, "acctsessiontime").map(ToldText::number).map(Duration::ofSeconds),
        ToldText.number(Tables.text(row, "acctinputoctets").orElse("")),
        ToldText.number(Tables.text(row, "acctoutputoctets").orElse("")),
        Tables.text(row, "acctterminatecause"));
  }

  private Optional<Instant> time(Map<String, String> row, String column) {
    return Tables.text(row, column)
        .flatMap(
            written -> {
              try {
                TemporalAccessor time =
                    TIME.parseBest(written, OffsetDateTime::from, LocalDateTime::from);
                return Optional.of(
                    time instanceof OffsetDateTime there
                        ? there.toInstant()
                        : LocalDateTime.from(time).atZone(zone).toInstant());
              } catch (DateTimeException e) {
                return Optional.empty();
              }
            });
  }
}
