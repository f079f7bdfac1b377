package id.gerbang.billing.wording;

import id.gerbang.billing.money.Money;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;

/** The sentences of one language, at the clock of the ISP's zone. */
public final class Wording {

  private final Locale language;
  private final ZoneId zone;
  private final ResourceBundle bundle;

  public Wording(Locale language, ZoneId zone) {
    this.language = language;
    this.zone = zone;
    this.bundle = Bundles.of("id.gerbang.billing.wording.customer", language);
  }

  public Locale language() {
    return language;
  }

  /** The sentence of that name, with its gaps filled by texts. */
  public String say(String key, String... values) {
    return new MessageFormat(bundle.getString(key), language).format(values);
  }

  public boolean has(String key) {
    return bundle.containsKey(key);
  }

  public String day(LocalDate date) {
    return DateTimeFormatter.ofPattern("d MMMM uuuu", language).format(date);
  }

  /** The day that this instant is in the ISP's zone. */
  public String day(Instant instant) {
    return day(LocalDate.ofInstant(instant, zone));
  }

  /** With the zone's name: a customer in Makassar may have an ISP in Jakarta. */
  public String moment(Instant instant) {
    return DateTimeFormatter.ofPattern("d MMMM uuuu HH:mm ", language)
            .withZone(zone)
            .format(instant)
        + ZoneName.of(zone, instant);
  }

  /** The day and the time, short: for a column. */
  public String clock(Instant instant) {
    return DateTimeFormatter.ofPattern("d MMM HH:mm", language).withZone(zone).format(instant);
  }

  /** "Terbilang": the amount in words. */
  public String inWords(Money money) {
    return AmountInWords.rupiah(money.amount(), language);
  }
}
