package id.gerbang.billing.imports;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.imports.ImportDao.ImportRecord;
import id.gerbang.billing.imports.Sheet.Bounds;
import id.gerbang.billing.imports.Taking.Reading;
import id.gerbang.billing.past.Bringing;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes a whole ISP in, from the command line: first all of its rows are rehearsed, then they are
 * made by five hundred, each time a transaction of its own. All of them are one import, so that it
 * can be taken back, or gone on with where it broke off.
 */
public final class FileImport {

  /** So that a break costs little, and others wait a moment at most for a customer's number. */
  public static final int AT_A_TIME = 500;

  private final Jdbi jdbi;
  private final Clock clock;
  private final Intakes intakes;
  private final Taking taking;
  private final Bringing bringing;
  private final ImportUndo undo;
  private final int atATime;

  public FileImport(
      Jdbi jdbi,
      Clock clock,
      Intakes intakes,
      Taking taking,
      Bringing bringing,
      ImportUndo undo,
      int atATime) {
    this.atATime = atATime;
    this.jdbi = jdbi;
    this.clock = clock;
    this.intakes = intakes;
    this.taking = taking;
    this.bringing = bringing;
    this.undo = undo;
  }

  /** Hears how far it is. */
  @FunctionalInterface
  public interface Heard {
    void rows(int done, int all);
  }

  /** What would come of a file; nothing of it stays. */
  public ImportView rehearse(ImportCustomers request, byte[] file, Actor actor, Heard heard) {
    Intake intake = intakes.read(request, file, Bounds.OF_FILES);
    Reading reading = Reading.of(request).rehearsed();
    List<MadePlan> plans = new ArrayList<>();
    List<Verdict> verdicts = new ArrayList<>();
    List<String> found = new ArrayList<>();
    jdbi.useTransaction(
        handle -> {
          plans.addAll(taking.plans(handle, intake.plans(), actor));
          for (List<? extends Entry> entries : chunks(intake.entries())) {
            verdicts.addAll(taking.take(handle, entries, reading, actor));
            heard.rows(verdicts.size(), intake.entries().size());
          }
          found.addAll(
              Imports.found(bringing, intake, Imports.NO_IMPORT, work -> work.accept(handle)));
          handle.rollback();
        });
    return ImportViews.rehearsed(request, intake, plans, verdicts, found, actor);
  }

  /**
   * Takes a file in. Where no row may be left out, it is to be rehearsed first: what is wrong with
   * a row is found here only when those before it are made.
   */
  public ImportView take(ImportCustomers request, byte[] file, Actor actor, Heard heard) {
    Intake intake = intakes.read(request, file, Bounds.OF_FILES);
    long id =
        jdbi.inTransaction(
            handle -> {
              ImportDao dao = handle.attach(ImportDao.class);
              requireNoneUnfinished(dao, String.valueOf(request.name()));
              List<MadePlan> plans = taking.plans(handle, intake.plans(), actor);
              Instant now = clock.instant();
              long made = Imports.begun(dao, request, intake, plans, true, now, actor);
              Map<String, Object> detail =
                  Map.of("name", String.valueOf(request.name()), "rows", intake.entries().size());
              Audit.write(handle, now, actor, "import.create", "import:" + made, detail);
              return made;
            });
    return make(id, request, intake, intake.entries(), actor, heard);
  }

  /** The rows of a file that an import of it, which broke off, has not had. */
  public ImportView goOn(long id, ImportCustomers request, byte[] file, Actor actor, Heard heard) {
    Intake intake = intakes.read(request, file, Bounds.OF_FILES);
    Map<Integer, Optional<String>> had = new HashMap<>();
    jdbi.useTransaction(
        handle -> {
          requireSame(Imports.find(handle, id), request, intake);
          handle.attach(ImportDao.class).names(id).forEach(it -> had.put(it.row(), it.name()));
        });
    List<Entry> left = new ArrayList<>();
    for (Entry entry : intake.entries()) {
      Optional<String> before = had.get(entry.row());
      if (before == null) {
        left.add(entry);
      } else if (!before.equals(entry.name())) {
        throw Problem.conflict(
            "Import %d is of another file: its row %d was %s."
                .formatted(id, entry.row(), before.orElse("without a name")));
      }
    }
    return make(id, request, intake, left, actor, heard);
  }

  /** Takes back what an import made, where nothing has happened to it since. */
  public ImportView undo(long id, Actor actor) {
    return undo.undo(jdbi, id, actor);
  }

  private ImportView make(
      long id,
      ImportCustomers request,
      Intake intake,
      List<? extends Entry> left,
      Actor actor,
      Heard heard) {
    Reading reading = Reading.of(request);
    int all = intake.entries().size();
    int done = all - left.size();
    for (List<? extends Entry> some : chunks(left)) {
      jdbi.useTransaction(
          handle -> {
            ImportDao dao = handle.attach(ImportDao.class);
            requireUnfinished(dao, id);
            List<Verdict> verdicts = taking.take(handle, some, reading, actor);
            if (!request.leavesOutErrors()) {
              Imports.requireNoErrors(verdicts);
            }
            Imports.keep(dao, id, verdicts, clock.instant());
          });
      done += some.size();
      heard.rows(done, all);
    }
    List<String> found = Imports.found(bringing, intake, id, work -> some(id, work));
    return jdbi.inTransaction(
        handle -> {
          ImportDao dao = handle.attach(ImportDao.class);
          requireUnfinished(dao, id);
          dao.found(id, Json.text(found));
          dao.finished(id);
          ImportRecord made = Imports.find(handle, id);
          Audit.write(
              handle,
              clock.instant(),
              actor,
              "import.finish",
              "import:" + id,
              Imports.counts(made));
          return ImportViews.of(handle, made, intake.ignored());
        });
  }

  /** A transaction of an import that nobody takes back meanwhile. */
  private void some(long id, Consumer<Handle> work) {
    jdbi.useTransaction(
        handle -> {
          ImportDao dao = handle.attach(ImportDao.class);
          requireUnfinished(dao, id);
          dao.lookUpByIndexes();
          work.accept(handle);
        });
  }

  private static void requireSame(ImportRecord begun, ImportCustomers request, Intake intake) {
    if (!Json.map(begun.mapping(), String.class).equals(intake.mapping())
        || !begun.duplicates().equals(request.duplicates())) {
      throw Problem.conflict(
          "Import %d was begun with the columns %s and --duplicates %s: go on with the same."
              .formatted(begun.id(), begun.mapping(), begun.duplicates()));
    }
  }

  private static void requireNoneUnfinished(ImportDao dao, String name) {
    dao.unfinished(name)
        .ifPresent(
            id -> {
              throw Problem.conflict(
                  "Import %d of %s broke off or still runs. Go on with it: --continue %d. Take it back: ./gerbang import undo %d."
                      .formatted(id, name, id, id));
            });
  }

  private static void requireUnfinished(ImportDao dao, long id) {
    if (!dao.lock(id).orElseThrow(() -> Problem.notFound("import " + id))) {
      throw Problem.conflict("Import %d is finished, or was taken back.".formatted(id));
    }
  }

  private List<List<? extends Entry>> chunks(List<? extends Entry> entries) {
    List<List<? extends Entry>> chunks = new ArrayList<>();
    for (int from = 0; from < entries.size(); from += atATime) {
      chunks.add(entries.subList(from, Math.min(from + atATime, entries.size())));
    }
    return chunks;
  }
}
