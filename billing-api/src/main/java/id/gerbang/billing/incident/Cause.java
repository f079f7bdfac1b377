package id.gerbang.billing.incident;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the analysis says. */
public enum Cause {
  /** It lasts: the line is brought up again over GSM until it is mended. */
  FIBRE_CUT,
  /** A power cut, a wrong setting: no backup is built for it. */
  OTHER;

  static Optional<Cause> of(@Nullable String text) {
    return Stream.of(values()).filter(cause -> cause.text().equals(text)).findAny();
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
