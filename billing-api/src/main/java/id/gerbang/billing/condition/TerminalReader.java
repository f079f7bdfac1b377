package id.gerbang.billing.condition;

import id.gerbang.billing.condition.Terminal.Line;
import id.gerbang.billing.condition.Told.Signal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what RouterOS 6 and 7 print of a modem and its way to the internet, whole or in parts, in
 * any order.
 */
final class TerminalReader {

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,3}(?:\\.\\d{1,2})?");

  private final List<Line> lines;

  private TerminalReader(List<Line> lines) {
    this.lines = lines;
  }

  static Told read(String pasted) {
    return new TerminalReader(Terminal.lines(pasted)).told();
  }

  private Told told() {
    Optional<Signal> signal = Optional.of(signal()).filter(Signal::anyTold);
    ModemReader modems = new ModemReader(lines, value("modem-status").isPresent());
    Optional<Told.Modem> modem = modems.modem(signal.isPresent() || isInfo());
    return new Told(
        modem.orElse(null),
        value("status")
            .or(() -> value("registration-status"))
            .or(() -> value("modem-status"))
            .orElse(null),
        value("current-operator").orElse(null),
        value("access-technology").or(() -> value("data-class")).orElse(null),
        value("model").orElse(null),
        modems.address(modem).orElse(null),
        signal.orElseGet(() -> new Signal(null, null, null, null)),
        PingReader.read(lines).orElse(null));
  }

  private boolean isInfo() {
    return value("current-operator").isPresent() || value("registration-status").isPresent();
  }

  /** Older versions spell the strength of serial modems without its t. */
  private Signal signal() {
    return new Signal(
        number("rssi")
            .or(() -> number("signal-strength"))
            .or(() -> number("signal-strengh"))
            .orElse(null),
        number("rsrp").orElse(null),
        number("rsrq").orElse(null),
        number("sinr").orElse(null));
  }

  private Optional<BigDecimal> number(String key) {
    return value(key)
        .map(text -> NUMBER.matcher(text.replace("+", "")))
        .filter(Matcher::lookingAt)
        .map(matcher -> new BigDecimal(matcher.group()));
  }

  /** {@code key: value}, alone on its line or among others; {@code n/a} is none. */
  private Optional<String> value(String key) {
    Pattern pattern =
        Pattern.compile(
            "(?<![\\w-])"
                + key
                + "\\s*[:=]\\s*(?:\"([^\"]*)\"|(.*?))\\s*(?=$|\\s[a-z][a-z-]+\\s*[:=])");
    return lines.stream()
        .map(line -> pattern.matcher(line.text()))
        .filter(Matcher::find)
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .map(String::strip)
        .filter(text -> !text.isEmpty() && !text.toLowerCase(Locale.ROOT).equals("n/a"))
        .reduce((earlier, later) -> later);
  }
}
