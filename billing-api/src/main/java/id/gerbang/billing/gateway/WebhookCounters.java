package id.gerbang.billing.gateway;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** How many notifications came, by gateway and what they were. Each is exactly one kind. */
final class WebhookCounters {

  /** What a notification was. */
  enum Kind {
    STORED,
    COPY,
    CONFLICTING,
    UNREADABLE,
    FORGED,
    OVERSIZE;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private record Label(String gateway, Kind kind) implements Comparable<Label> {

    @Override
    public int compareTo(Label other) {
      int byGateway = gateway.compareTo(other.gateway);
      return byGateway == 0 ? kind.compareTo(other.kind) : byGateway;
    }
  }

  private final Map<Label, AtomicLong> counts = new ConcurrentSkipListMap<>();

  void count(String gateway, Kind kind) {
    counts.computeIfAbsent(new Label(gateway, kind), none -> new AtomicLong()).incrementAndGet();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "# HELP gerbang_webhooks_total Notifications of payment gateways, by what they were.\n");
    text.append("# TYPE gerbang_webhooks_total counter\n");
    counts.forEach(
        (label, count) ->
            text.append(
                "gerbang_webhooks_total{gateway=\"%s\",kind=\"%s\"} %d\n"
                    .formatted(label.gateway(), label.kind().text(), count.get())));
    return text.toString();
  }
}
