package id.gerbang.billing.moving;

import id.gerbang.billing.grant.AttributeField;
import id.gerbang.billing.plan.RateLimitFields;
import id.gerbang.routeros.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The limitations that a profile of User Manager links, as one tariff. Who has the profile is held
 * to all of them, so what two of them say otherwise has no like here.
 */
final class Limits {

  private static final int DAYS_A_WEEK = 7;
  private static final Duration WHOLE_DAY = Duration.ofHours(24).minusSeconds(1);

  private final List<Row> limitations = new ArrayList<>();
  private final Map<Loss, String> losses = new EnumMap<>(Loss.class);
  private final List<String> wrong = new ArrayList<>();

  /**
   * @param links of the profile
   * @param byName all limitations
   */
  Limits(List<Row> links, Map<String, Row> byName) {
    for (Row link : links) {
      String name = link.get("limitation").orElse("");
      Row limitation = byName.get(name);
      if (limitation == null) {
        wrong.add("names the limitation %s, which is not there".formatted(name));
        continue;
      }
      limitations.add(limitation);
      hours(link, name);
      quotas(limitation, name);
    }
  }

  private void hours(Row link, String name) {
    Duration from = Written.duration(link, "from-time").orElse(Duration.ZERO);
    Duration till = Written.duration(link, "till-time").orElse(WHOLE_DAY);
    List<String> days = link.words("weekdays");
    boolean always = from.isZero() && till.compareTo(WHOLE_DAY) >= 0;
    boolean daily = days.isEmpty() || Set.copyOf(days).size() == DAYS_A_WEEK;
    if (!always || !daily) {
      add(
          Loss.HOURS,
          "%s from %s till %s%s"
              .formatted(
                  name, clock(from), clock(till), daily ? "" : " on " + String.join(", ", days)));
    }
  }

  private static String clock(Duration time) {
    return "%02d:%02d".formatted(time.toHours(), time.toMinutesPart());
  }

  private void quotas(Row limitation, String name) {
    List<String> limits = new ArrayList<>();
    for (String property : List.of("download-limit", "upload-limit", "transfer-limit")) {
      long octets = Written.number(limitation, property);
      if (octets > 0) {
        limits.add("%s %d octets".formatted(property, octets));
      }
    }
    Written.duration(limitation, "uptime-limit")
        .filter(it -> !it.isZero())
        .ifPresent(it -> limits.add("uptime-limit %d h".formatted(it.toHours())));
    if (!limits.isEmpty()) {
      String again =
          Written.text(limitation, "reset-counters-interval")
              .filter(it -> !it.equals("disabled"))
              .map(" "::concat)
              .orElse("");
      add(Loss.QUOTA, "%s: %s%s".formatted(name, String.join(", ", limits), again));
    }
  }

  private void add(Loss loss, String words) {
    losses.merge(loss, words, (one, other) -> one + "; " + other);
  }

  /** The rate that one of them has, or all alike. */
  private Optional<RateLimitFields> rate() {
    List<RateLimitFields> rates =
        limitations.stream().map(this::rate).flatMap(Optional::stream).distinct().toList();
    if (rates.size() > 1) {
      wrong.add("links limitations of different rates");
    }
    return rates.stream().findFirst();
  }

  private Optional<RateLimitFields> rate(Row limitation) {
    long[] rate = pair(limitation, "rate-limit-");
    if (rate[0] == 0 && rate[1] == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          RateLimitFields.of(
              rate,
              pair(limitation, "rate-limit-burst-"),
              pair(limitation, "rate-limit-burst-threshold-"),
              new long[] {seconds(limitation, "rx"), seconds(limitation, "tx")},
              Written.number(limitation, "rate-limit-priority"),
              pair(limitation, "rate-limit-min-")));
    } catch (IllegalArgumentException e) {
      wrong.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** The router's receiving side, the upload, first. */
  private static long[] pair(Row limitation, String prefix) {
    return new long[] {
      Written.number(limitation, prefix + "rx"), Written.number(limitation, prefix + "tx")
    };
  }

  private static long seconds(Row limitation, String side) {
    return Written.duration(limitation, "rate-limit-burst-time-" + side)
        .map(Duration::toSeconds)
        .orElse(0L);
  }

  /** What only version 6 has among the limitations. */
  private List<AttributeField> reply() {
    List<AttributeField> reply = new ArrayList<>();
    for (Row limitation : limitations) {
      Written.text(limitation, "group-name")
          .ifPresent(it -> reply.add(new AttributeField("Mikrotik-Group", it)));
      Written.text(limitation, "ip-pool")
          .ifPresent(it -> reply.add(new AttributeField("Framed-Pool", it)));
      Written.text(limitation, "address-list")
          .ifPresent(it -> reply.add(new AttributeField("Mikrotik-Address-List", it)));
    }
    return reply;
  }

  /**
   * @param price as it is written; 0 and nothing: it is not told
   * @param validity empty: it does not end
   */
  Tariff tariff(String name, Optional<String> price, Optional<Duration> validity) {
    return new Tariff(
        name,
        price.flatMap(it -> Rupiah.price(it, wrong)),
        validity.flatMap(this::period),
        rate(),
        reply(),
        losses,
        wrong,
        List.of());
  }

  private Optional<String> period(Duration validity) {
    long days = validity.toDays();
    if (!validity.equals(Duration.ofDays(days)) || days < 1 || days > 999) {
      wrong.add(
          "lasts %d h %d min: a plan here lasts whole days, at most 999"
              .formatted(validity.toHours(), validity.toMinutesPart()));
      return Optional.empty();
    }
    return Optional.of("P" + days + "D");
  }
}
