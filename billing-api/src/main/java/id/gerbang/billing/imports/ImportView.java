package id.gerbang.billing.imports;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An import as the API shows it.
 *
 * @param id null: a rehearsal, of which nothing is kept
 * @param state {@code rehearsed}, {@code done}, {@code unfinished} (the command that took it in
 *     still runs, or broke off), {@code undone}, or {@code partly_undone}
 * @param mapping heading of a column to the field that it meant
 * @param ignored headings of columns that meant nothing; known in the answer to the POST alone
 * @param kept how many of what was made could not be taken back
 * @param plans of another system
 * @param findings what a person should know of the whole
 * @param problems rows that were not made, not as they were, or not taken back
 */
public record ImportView(
    @Nullable Long id,
    String name,
    String format,
    String state,
    Map<String, String> mapping,
    @Nullable List<String> ignored,
    String duplicates,
    long rows,
    long made,
    long skipped,
    long refused,
    long undone,
    long kept,
    List<ImportPlanView> plans,
    List<String> findings,
    List<ImportRowView> problems,
    @Nullable Instant createdAt,
    String createdBy,
    @Nullable Instant undoneAt,
    @Nullable String undoneBy) {

  /** Of {@link #problems}. */
  static final int MOST_PROBLEMS = 500;
}
