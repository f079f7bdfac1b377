package id.gerbang.billing.lint;

import id.gerbang.billing.lint.LintView.FindingView;
import id.gerbang.billing.wording.Bundles;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Findings in the words of one language. */
final class LintWords {

  private final ResourceBundle bundle;

  LintWords(Locale language) {
    bundle = Bundles.of("id.gerbang.billing.lint.findings", language);
  }

  LintView view(Linter linter, @Nullable Long routerId) {
    List<Finding> findings = linter.findings();
    return new LintView(
        routerId,
        linter.items(),
        count(findings, Rule.Severity.ERROR),
        count(findings, Rule.Severity.WARNING),
        linter.untold(),
        findings.stream().map(this::view).toList());
  }

  private static int count(List<Finding> findings, Rule.Severity severity) {
    return (int) findings.stream().filter(one -> one.rule().severity() == severity).count();
  }

  private FindingView view(Finding finding) {
    return new FindingView(
        finding.rule().code(),
        finding.rule().severity().code(),
        finding.line() == 0 ? null : finding.line(),
        finding.menu(),
        orNull(finding.object()),
        orNull(finding.property()),
        orNull(finding.found()),
        finding.right().orElse(null),
        words(finding));
  }

  private String words(Finding finding) {
    String what =
        String.format(
            Locale.ROOT,
            bundle.getString(finding.rule().code()),
            (finding.menu() + " " + finding.object()).strip(),
            finding.property(),
            finding.found(),
            finding.beside());
    return finding
        .right()
        .map(
            right ->
                what
                    + " "
                    + String.format(
                        Locale.ROOT, bundle.getString("right"), finding.property(), right))
        .orElse(what);
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
