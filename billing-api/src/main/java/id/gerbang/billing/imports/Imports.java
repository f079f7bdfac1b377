package id.gerbang.billing.imports;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.FieldError;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.imports.ImportDao.ImportRecord;
import id.gerbang.billing.imports.Taking.Reading;
import id.gerbang.billing.past.Bringing;
import id.gerbang.billing.past.Transactions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Takes customers in, in one transaction: all of it, or what may be left out aside. */
public final class Imports {

  private static final int MOST_ERRORS = 100;

  /** What is rehearsed belongs to none. */
  static final long NO_IMPORT = 0;

  private final Clock clock;
  private final Intakes intakes;
  private final Taking taking;
  private final Bringing bringing;

  public Imports(Clock clock, Intakes intakes, Taking taking, Bringing bringing) {
    this.clock = clock;
    this.intakes = intakes;
    this.taking = taking;
    this.bringing = bringing;
  }

  /** A request that was found right, with what it brings. */
  record Ready(ImportCustomers request, Intake intake) {}

  /** Reads it; a router is asked here, so no connection of the database's may be held. */
  Ready read(ImportCustomers asked, Actor actor) {
    ImportCustomers request = asked.checked();
    return new Ready(request, intakes.read(request, actor));
  }

  /** What would come of it, by the same code; nothing of it stays. */
  ImportView rehearse(Jdbi jdbi, Ready ready, Actor actor) {
    Reading reading = Reading.of(ready.request()).rehearsed();
    return jdbi.inTransaction(
        handle -> {
          List<MadePlan> plans = taking.plans(handle, ready.intake().plans(), actor);
          List<Verdict> verdicts = taking.take(handle, ready.intake().entries(), reading, actor);
          List<String> found =
              found(bringing, ready.intake(), NO_IMPORT, work -> work.accept(handle));
          handle.rollback();
          return ImportViews.rehearsed(
              ready.request(), ready.intake(), plans, verdicts, found, actor);
        });
  }

  /** Takes it in, or says what is wrong with it. */
  ImportView run(Handle handle, Ready ready, Actor actor) {
    ImportCustomers request = ready.request();
    Intake intake = ready.intake();
    Reading reading = Reading.of(request);
    List<MadePlan> plans = taking.plans(handle, intake.plans(), actor);
    List<Verdict> verdicts = taking.take(handle, intake.entries(), reading, actor);
    if (!request.leavesOutErrors()) {
      requireNoErrors(verdicts);
    }
    ImportDao dao = handle.attach(ImportDao.class);
    // After the last row: what is later than this was done by others.
    Instant now = clock.instant();
    long id = begun(dao, request, intake, plans, false, now, actor);
    keep(dao, id, verdicts, now);
    dao.found(id, Json.text(found(bringing, intake, id, work -> work.accept(handle))));
    ImportRecord made = find(handle, id);
    Audit.write(handle, now, actor, "import.create", "import:" + id, counts(made));
    return ImportViews.of(handle, made, intake.ignored());
  }

  /** Brings the time before, once its customers are made, and says all that is to be known. */
  static List<String> found(Bringing bringing, Intake intake, long id, Transactions transactions) {
    return Stream.concat(
            intake.findings().stream(), bringing.bring(transactions, id, intake.past()).stream())
        .toList();
  }

  /** The import itself, with its plans and without its rows. */
  static long begun(
      ImportDao dao,
      ImportCustomers request,
      Intake intake,
      List<MadePlan> plans,
      boolean unfinished,
      Instant now,
      Actor actor) {
    long id =
        dao.insert(
            request,
            Json.text(intake.mapping()),
            Json.text(intake.findings()),
            unfinished,
            now,
            actor.name());
    dao.insertPlans(
        id,
        plans,
        plans.stream().map(it -> Json.text(it.errors())).toList(),
        plans.stream().map(it -> Json.text(it.notes())).toList());
    return id;
  }

  static void keep(ImportDao dao, long id, List<Verdict> verdicts, Instant now) {
    dao.insertRows(
        id,
        verdicts,
        verdicts.stream().map(it -> Json.text(it.errors())).toList(),
        verdicts.stream().map(it -> Json.text(it.notes())).toList(),
        verdicts.stream().map(Imports::answer).collect(Collectors.toList()),
        now);
  }

  private static @Nullable String answer(Verdict verdict) {
    return verdict.elsewhere() == null ? null : Json.text(verdict.elsewhere());
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
}
