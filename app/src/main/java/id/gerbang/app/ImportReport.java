package id.gerbang.app;

import id.gerbang.billing.imports.ImportRowView;
import id.gerbang.billing.imports.ImportView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An import as a person at a terminal reads it. */
final class ImportReport {

  private ImportReport() {}

  static List<String> lines(ImportView it) {
    List<String> lines = new ArrayList<>();
    lines.add(
        it.mapping().entrySet().stream()
            .map(column -> plain(column.getKey()) + " is " + column.getValue())
            .collect(Collectors.joining(", ", "columns: ", "")));
    if (it.ignored() != null && !it.ignored().isEmpty()) {
      lines.add("columns that mean nothing here: " + plain(String.join(", ", it.ignored())));
    }
    it.problems().forEach(row -> lines.add(row(row)));
    long more = it.skipped() + it.refused() + it.kept() - it.problems().size();
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

  private static String row(ImportRowView it) {
    String why =
        it.kept() == null
            ? it.errors().stream()
                .map(error -> error.field() + " " + error.message())
                .collect(Collectors.joining("; "))
            : "stays: " + it.kept();
    return "row %d%s: %s %s"
        .formatted(it.row(), named(it.name()), it.kept() == null ? it.outcome() : "", plain(why))
        .replaceAll(" +", " ");
  }

  private static String named(@Nullable String name) {
    return name == null ? "" : " (" + plain(name) + ")";
  }

  /** What a file says must not steer the terminal. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
