package id.gerbang.radius.converge;

import java.util.Optional;
import java.util.OptionalLong;

/** What a Mikrotik-Rate-Limit lets through at most (mikrotik-radius, section 4.3). */
final class RateText {

  private static final long KILO = 1_000;

  private RateText() {}

  /**
   * Whether a queue lets through what the text says; empty where the text sets no rate, or is not
   * understood.
   */
  static Optional<Boolean> agrees(String rateLimit, Sight.Queue queue) {
    String[] rates = rateLimit.strip().split(" ", 2)[0].split("/", -1);
    if (rates.length > 2) {
      return Optional.empty();
    }
    OptionalLong upload = bits(rates[0]);
    OptionalLong download = bits(rates[rates.length - 1]);
    if (upload.isEmpty() || download.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        upload.getAsLong() == queue.upload() && download.getAsLong() == queue.download());
  }

  private static OptionalLong bits(String text) {
    if (!text.matches("[1-9][0-9]{0,11}[kMG]?")) {
      return OptionalLong.empty();
    }
    int last = text.length() - 1;
    return OptionalLong.of(
        switch (text.charAt(last)) {
          case 'k' -> Long.parseLong(text.substring(0, last)) * KILO;
          case 'M' -> Long.parseLong(text.substring(0, last)) * KILO * KILO;
          case 'G' -> Long.parseLong(text.substring(0, last)) * KILO * KILO * KILO;
          default -> Long.parseLong(text);
        });
  }
}
