package id.gerbang.billing.incident;

import java.util.Locale;
import java.util.ResourceBundle;

/** States, steps and parties in the words of one language. */
final class IncidentWords {

  /** Without this, English would fall back to the machine's own language. */
  private static final ResourceBundle.Control ENGLISH_IS_DEFAULT =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final ResourceBundle words;

  IncidentWords(Locale language) {
    this.words =
        ResourceBundle.getBundle(
            "id.gerbang.billing.incident.incident", language, ENGLISH_IS_DEFAULT);
  }

  String of(State state) {
    return words.getString("state." + state.text());
  }

  String of(Step step) {
    return words.getString("step." + step.text());
  }
}
