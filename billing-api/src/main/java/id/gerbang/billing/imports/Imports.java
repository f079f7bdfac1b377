package id.gerbang.billing.imports;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.FieldError;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.imports.ImportDao.ImportRecord;
import id.gerbang.billing.imports.ImportDao.RowRecord;
import id.gerbang.billing.imports.Taking.Reading;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Takes a file of customers in, in one transaction: all of it, or what may be left out aside. */
public final class Imports {

  private static final int MOST_ERRORS = 100;

  private final Clock clock;
  private final Taking taking;

  public Imports(Clock clock, Taking taking) {
    this.clock = clock;
    this.taking = taking;
  }

  /** What would come of it, by the same code; nothing of it stays. */
  public ImportView rehearse(Jdbi jdbi, ImportCustomers asked, Actor actor) {
    ImportCustomers request = asked.checked();
    Sheet sheet = request.sheet();
    Reading reading = Reading.of(request, sheet).rehearsed();
    List<Verdict> verdicts =
        jdbi.inTransaction(
            handle -> {
              List<Verdict> all = taking.take(handle, sheet.lines(), reading, actor);
              handle.rollback();
              return all;
            });
    return rehearsed(request, reading.mapping(), verdicts, actor);
  }

  static ImportView rehearsed(
      ImportCustomers request, Mapping mapping, List<Verdict> verdicts, Actor actor) {
    return new ImportView(
        null,
        Objects.requireNonNull(request.name()),
        Objects.requireNonNull(request.format()),
        "rehearsed",
        mapping.shown(),
        mapping.ignored(),
        Objects.requireNonNull(request.duplicates()),
        verdicts.size(),
        count(verdicts, Verdict.MADE),
        count(verdicts, Verdict.SKIPPED),
        count(verdicts, Verdict.REFUSED),
        0,
        0,
        verdicts.stream()
            .filter(it -> !it.is(Verdict.MADE))
            .limit(ImportView.MOST_PROBLEMS)
            .map(Verdict::rehearsed)
            .toList(),
        null,
        actor.name(),
        null,
        null);
  }

  /** Takes it in, or says what is wrong with it. */
  public ImportView run(Handle handle, ImportCustomers asked, Actor actor) {
    ImportCustomers request = asked.checked();
    Sheet sheet = request.sheet();
    Reading reading = Reading.of(request, sheet);
    List<Verdict> verdicts = taking.take(handle, sheet.lines(), reading, actor);
    if (!request.leavesOutErrors()) {
      requireNoErrors(verdicts);
    }
    ImportDao dao = handle.attach(ImportDao.class);
    // After the last row: what is later than this was done by others.
    Instant now = clock.instant();
    String shown = Json.text(reading.mapping().shown());
    long id = dao.insert(request, shown, false, now, actor.name());
    keep(dao, id, verdicts, now);
    ImportRecord made = find(handle, id);
    Audit.write(handle, now, actor, "import.create", "import:" + id, counts(made));
    return view(handle, made, reading.mapping().ignored());
  }

  static void keep(ImportDao dao, long id, List<Verdict> verdicts, Instant now) {
    dao.insertRows(id, verdicts, verdicts.stream().map(it -> Json.text(it.errors())).toList(), now);
  }

  static Map<String, Object> counts(ImportRecord it) {
    return Map.of(
        "name", it.name(), "made", it.made(), "skipped", it.skipped(), "refused", it.refused());
  }

  static void requireNoErrors(List<Verdict> verdicts) {
    List<Verdict> refused = verdicts.stream().filter(it -> it.is(Verdict.REFUSED)).toList();
    if (refused.isEmpty()) {
      return;
    }
    List<FieldError> errors = new ArrayList<>();
    errors.add(
        new FieldError(
            "content",
            "%d of %d rows can't be taken in, so none is: mend them, or send skipErrors"
                .formatted(refused.size(), verdicts.size())));
    refused.stream()
        .flatMap(
            it ->
                it.errors().stream()
                    .map(
                        error ->
                            new FieldError(
                                "rows[%d].%s".formatted(it.row(), error.field()), error.message())))
        .limit(MOST_ERRORS)
        .forEach(errors::add);
    throw Problem.unprocessable(errors);
  }

  static ImportRecord find(Handle handle, long id) {
    return handle
        .attach(ImportDao.class)
        .find(id)
        .orElseThrow(() -> Problem.notFound("import " + id));
  }

  static ImportView view(Handle handle, ImportRecord it) {
    return view(handle, it, null);
  }

  static ImportView view(Handle handle, ImportRecord it, @Nullable List<String> ignored) {
    return view(
        it, ignored, handle.attach(ImportDao.class).problems(it.id(), ImportView.MOST_PROBLEMS));
  }

  /** Without its rows. */
  static ImportView summary(ImportRecord it) {
    return view(it, null, List.of());
  }

  private static ImportView view(
      ImportRecord it, @Nullable List<String> ignored, List<RowRecord> problems) {
    return new ImportView(
        it.id(),
        it.name(),
        it.format(),
        state(it),
        Json.map(it.mapping(), String.class),
        ignored,
        it.duplicates(),
        it.rows(),
        it.made(),
        it.skipped(),
        it.refused(),
        it.undone(),
        it.kept(),
        problems.stream().map(Imports::row).toList(),
        it.createdAt(),
        it.createdBy(),
        it.undoneAt().orElse(null),
        it.undoneBy().orElse(null));
  }

  private static String state(ImportRecord it) {
    if (it.undoneAt().isEmpty()) {
      return it.unfinished() ? "unfinished" : "done";
    }
    return it.undone() == it.made() ? "undone" : "partly_undone";
  }

  static ImportRowView row(RowRecord it) {
    return new ImportRowView(
        it.row(),
        it.name().orElse(null),
        it.undoneAt().isPresent() ? "undone" : it.outcome(),
        it.customerId().orElse(null),
        it.number().orElse(null),
        it.subscriptionId().orElse(null),
        Json.list(it.errors(), FieldError.class),
        it.kept().orElse(null));
  }

  private static long count(List<Verdict> verdicts, String outcome) {
    return verdicts.stream().filter(it -> it.is(outcome)).count();
  }
}
