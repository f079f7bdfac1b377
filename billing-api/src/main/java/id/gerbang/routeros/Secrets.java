package id.gerbang.routeros;

import java.util.Map;
import java.util.regex.Pattern;

/** What was sent and must not come back in an error, though a router may repeat it. */
final class Secrets {

  private static final Pattern NAME =
      Pattern.compile(".*(?:password|secret|passphrase|key|psk|pin)");

  private Secrets() {}

  static String removed(String text, Map<String, ?> sent) {
    String clean = text;
    for (Map.Entry<String, ?> property : sent.entrySet()) {
      String value = property.getValue().toString();
      if (!value.isEmpty() && NAME.matcher(property.getKey()).matches()) {
        clean = clean.replace(value, "(secret)");
      }
    }
    return clean;
  }
}
