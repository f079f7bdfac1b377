package id.gerbang.billing.probe;

import java.util.Locale;
import java.util.ResourceBundle;

/** Grades in the words of one language. */
final class GradeWords {

  /** Without this, English would fall back to the machine's own language. */
  private static final ResourceBundle.Control ENGLISH_IS_DEFAULT =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final ResourceBundle words;

  GradeWords(Locale language) {
    this.words =
        ResourceBundle.getBundle("id.gerbang.billing.probe.grades", language, ENGLISH_IS_DEFAULT);
  }

  ProbeView.Graded of(Grade grade) {
    return new ProbeView.Graded(ProbeView.code(grade), words.getString(grade.name()));
  }
}
