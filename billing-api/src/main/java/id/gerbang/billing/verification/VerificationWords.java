package id.gerbang.billing.verification;

import id.gerbang.billing.http.Json;
import id.gerbang.billing.verification.Check.Result;
import id.gerbang.billing.verification.Check.Side;
import id.gerbang.billing.verification.Check.Step;
import id.gerbang.billing.verification.VerificationView.StepView;
import id.gerbang.billing.verification.VerificationView.UnreadView;
import id.gerbang.billing.wording.Bundles;
import id.gerbang.core.access.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Verdicts in the words of one language. */
final class VerificationWords {

  private final Locale language;
  private final ResourceBundle bundle;

  VerificationWords(Locale language) {
    this.language = language;
    this.bundle = Bundles.of("id.gerbang.billing.verification.verdicts", language);
  }

  VerificationView view(VerificationRow row) {
    List<Check> checks = Json.list(row.checks(), Check.class);
    Optional<Check> decisive =
        checks.stream().filter(check -> check.step().code().equals(row.step())).findFirst();
    return new VerificationView(
        row.id(),
        row.linkId(),
        row.at(),
        row.askedBy(),
        row.fibreBack(),
        row.verdict(),
        row.side().equals(Side.NOBODY.code()) ? null : row.side(),
        row.step(),
        words(row, decisive),
        decisive.map(this::next).orElse(null),
        unread(row),
        checks.stream().map(this::view).toList());
  }

  /** In one sentence: what came of it, and of what. */
  String words(VerificationRow row, Optional<Check> decisive) {
    String verdict = bundle.getString("verdict." + row.verdict());
    String side = bundle.getString("side." + row.side());
    return String.format(Locale.ROOT, verdict, side, decisive.map(this::words).orElse("")).strip();
  }

  /** Some steps ask for something else when they fail so than when they fail otherwise. */
  String next(Check check) {
    String step = "next." + (check.hasFailed() ? check.step().code() : check.result().code());
    return Stream.of(step + "." + check.why().code(), step + "." + check.side().code(), step)
        .filter(bundle::containsKey)
        .findFirst()
        .map(key -> String.format(Locale.ROOT, bundle.getString(key), check.wanted()))
        .orElseThrow();
  }

  private static List<UnreadView> unread(VerificationRow row) {
    List<UnreadView> unread = new ArrayList<>();
    add(unread, "pop", row.popWhy());
    add(unread, "customer", row.customerWhy());
    return unread;
  }

  private static void add(List<UnreadView> unread, String router, @Nullable String why) {
    if (why != null) {
      unread.add(new UnreadView(router, why));
    }
  }

  private StepView view(Check check) {
    return new StepView(
        check.step().code(),
        check.result().code(),
        check.side() == Side.NOBODY ? null : check.side().code(),
        orNull(check.seen()),
        orNull(check.wanted()),
        words(check));
  }

  String words(Check check) {
    String title = bundle.getString("step." + check.step().code());
    String why = bundle.getString("why." + check.why().code());
    String seen = check.step() == Step.LOGIN ? reason(check) : check.seen();
    return title
        + ": "
        + String.format(Locale.ROOT, why, seen, check.wanted()).replaceAll(" +", " ").strip();
  }

  /** Ours in the words of our own list; a router's status as it is. */
  private String reason(Check check) {
    return check.result() == Result.FAIL
        ? Stream.of(Reason.values())
            .filter(reason -> reason.name().equals(check.seen()))
            .findFirst()
            .map(reason -> reason.words(language))
            .orElse(check.seen())
        : check.seen();
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
