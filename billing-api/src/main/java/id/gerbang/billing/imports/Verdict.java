package id.gerbang.billing.imports;

import id.gerbang.billing.customer.CustomerService.Made;
import id.gerbang.billing.http.FieldError;
import id.gerbang.billing.http.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a row, as it is kept; public, so that JDBI reads it. */
public record Verdict(
    int row,
    @Nullable String name,
    String outcome,
    @Nullable Long customerId,
    @Nullable String number,
    @Nullable Long subscriptionId,
    List<FieldError> errors,
    List<String> notes,
    @Nullable Elsewhere elsewhere) {

  static final String MADE = "made";
  static final String SKIPPED = "skipped";
  static final String REFUSED = "refused";

  static Verdict made(Entry entry, Made it) {
    return new Verdict(
        entry.row(),
        it.name(),
        MADE,
        it.id(),
        it.number(),
        it.subscription(),
        List.of(),
        entry.notes(),
        entry.elsewhere().orElse(null));
  }

  static Verdict skipped(Entry entry, FieldError why) {
    return notMade(entry, SKIPPED, List.of(why));
  }

  static Verdict refused(Entry entry, Problem problem) {
    List<FieldError> errors =
        problem.errors().isEmpty()
            ? List.of(new FieldError("row", String.valueOf(problem.getMessage())))
            : problem.errors().stream().map(it -> new FieldError(field(it), it.message())).toList();
    return notMade(entry, REFUSED, errors);
  }

  private static Verdict notMade(Entry entry, String outcome, List<FieldError> errors) {
    return new Verdict(
        entry.row(),
        entry.name().orElse(null),
        outcome,
        null,
        null,
        null,
        errors,
        entry.notes(),
        null);
  }

  /** As the mapping calls it. */
  private static String field(FieldError error) {
    String field =
        error
            .field()
            .replaceFirst("^(subscription|mapPoint)\\.", "")
            .replaceFirst("\\[[0-9]+]$", "");
    return switch (field) {
      case "planId" -> Target.PLAN.key();
      case "day" -> Target.BILLING_DAY.key();
      case "from" -> Target.BILLED_FROM.key();
      default -> field;
    };
  }

  boolean is(String wanted) {
    return outcome.equals(wanted);
  }

  /** A rehearsal's customers are not there to be looked at. */
  ImportRowView rehearsed() {
    return new ImportRowView(row, name, outcome, null, null, null, errors, notes, null);
  }
}
