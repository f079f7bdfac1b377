package id.gerbang.billing.probe;

import id.gerbang.billing.wording.Bundles;
import java.util.Locale;
import java.util.ResourceBundle;

/** Grades in the words of one language. */
final class GradeWords {

  private final ResourceBundle words;

  GradeWords(Locale language) {
    this.words = Bundles.of("id.gerbang.billing.probe.grades", language);
  }

  ProbeView.Graded of(Grade grade) {
    return new ProbeView.Graded(ProbeView.code(grade), words.getString(grade.name()));
  }
}
