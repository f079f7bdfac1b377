package id.gerbang.app;

import id.gerbang.billing.http.FieldError;
import id.gerbang.billing.imports.ImportPlanView;
import id.gerbang.billing.imports.ImportRowView;
import id.gerbang.billing.imports.ImportView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An import as a person at a terminal reads it. */
final class ImportReport {

  private ImportReport() {}

  static List<String> lines(ImportView it) {
    List<String> lines = new ArrayList<>();
    if (!it.mapping().isEmpty()) {
      lines.add(
          it.mapping().entrySet().stream()
              .map(column -> plain(column.getKey()) + " is " + column.getValue())
              .collect(Collectors.joining(", ", "columns: ", "")));
    }
    if (it.ignored() != null && !it.ignored().isEmpty()) {
      lines.add("columns that mean nothing here: " + plain(String.join(", ", it.ignored())));
    }
    it.findings().forEach(finding -> lines.add(plain(finding)));
    it.plans().forEach(plan -> lines.add(plan(plan)));
    it.problems().forEach(row -> lines.add(row(row)));
    long told = it.problems().stream().filter(ImportReport::notDone).count();
    long more = it.skipped() + it.refused() + it.kept() - told;
    if (more > 0) {
      lines.add("and %d more such rows".formatted(more));
    }
    lines.add(
        "%s: %d rows: %d made, %d there already, %d wrong%s"
            .formatted(
                it.state(),
                it.rows(),
                it.made(),
                it.skipped(),
                it.refused(),
                it.undoneAt() == null
                    ? ""
                    : "; %d taken back, %d not".formatted(it.undone(), it.kept())));
    return lines;
  }

  /** Others are told of for what is not as it was. */
  private static boolean notDone(ImportRowView it) {
    return it.kept() != null || !it.outcome().equals("made");
  }

  private static String plan(ImportPlanView it) {
    return "plan %s%s: %s %s"
        .formatted(
            plain(it.profile()),
            it.profile().equals(it.name()) ? "" : " as " + plain(it.name()),
            it.outcome(),
            why(it.errors(), it.notes(), it.kept()))
        .strip();
  }

  private static String row(ImportRowView it) {
    return "row %d%s: %s %s"
        .formatted(
            it.row(),
            named(it.name()),
            it.kept() == null ? it.outcome() : "",
            why(it.errors(), it.notes(), it.kept()))
        .replaceAll(" +", " ")
        .strip();
  }

  private static String why(List<FieldError> errors, List<String> notes, @Nullable String kept) {
    Stream<String> words =
        kept == null
            ? Stream.concat(
                errors.stream().map(error -> error.field() + " " + error.message()), notes.stream())
            : Stream.of("stays: " + kept);
    return plain(words.collect(Collectors.joining("; ")));
  }

  private static String named(@Nullable String name) {
    return name == null ? "" : " (" + plain(name) + ")";
  }

  /** What a file says must not steer the terminal. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
