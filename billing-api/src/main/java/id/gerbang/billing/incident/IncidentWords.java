package id.gerbang.billing.incident;

import id.gerbang.billing.wording.Bundles;
import java.util.Locale;
import java.util.ResourceBundle;

/** States, steps and parties in the words of one language. */
final class IncidentWords {

  private final ResourceBundle words;

  IncidentWords(Locale language) {
    this.words = Bundles.of("id.gerbang.billing.incident.incident", language);
  }

  String of(State state) {
    return words.getString("state." + state.text());
  }

  String of(Step step) {
    return words.getString("step." + step.text());
  }
}
