package id.gerbang.app;

import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.app.start.CannotStartException;
import id.gerbang.billing.MovingIn;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.imports.Choices;
import id.gerbang.billing.imports.FileImport;
import id.gerbang.billing.imports.ImportCustomers;
import id.gerbang.billing.imports.ImportView;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `gerbang import`: an ISP's customers out of a file, of any size. */
@Command(
    name = "import",
    description = "Customers and their subscriptions out of a spreadsheet, or another system.",
    subcommands = {
      ImportCommand.Csv.class,
      ImportCommand.UserManager.class,
      ImportCommand.Ppp.class,
      ImportCommand.FreeRadius.class,
      ImportCommand.PhpNuxBill.class,
      ImportCommand.Undo.class
    },
    synopsisSubcommandLabel = "(csv | usermanager | ppp | freeradius | phpnuxbill | undo)")
final class ImportCommand {

  /** Beside 0, and 1 for nothing done: done, but for some rows. */
  private static final int NOT_ALL = 3;

  private static final long LONGEST = 256L << 20;

  /** Takes a file in, after a rehearsal of all of it. */
  abstract static class Take implements Callable<Integer> {

    @Mixin private Setup setup = new Setup();

    @Option(
        names = "--duplicates",
        paramLabel = "WHAT",
        description = "who is there already: skip (the default), refuse or create")
    private String duplicates = "skip";

    @Option(names = "--skip-errors", description = "leaves out rows that are wrong, not the file")
    private boolean skipErrors;

    @Option(names = "--dry-run", description = "says what would come of it, and keeps nothing")
    private boolean dryRun;

    @Option(
        names = "--continue",
        paramLabel = "N",
        description = "goes on with import N of this file, which broke off")
    private Optional<Long> broken = Optional.empty();

    abstract Path file();

    abstract ImportCustomers request(String name, String duplicates, boolean skipErrors);

    @Override
    public final Integer call() {
      byte[] content = read(file());
      ImportCustomers request =
          request(String.valueOf(file().getFileName()), duplicates, skipErrors);
      return with(setup, files -> taken(files, request, content));
    }

    private int taken(FileImport files, ImportCustomers request, byte[] content) {
      if (dryRun || (!skipErrors && broken.isEmpty())) {
        ImportView rehearsed =
            files.rehearse(request, content, Actor.COMMAND_LINE, heard("looked at"));
        if (dryRun) {
          return said(rehearsed, rehearsed.refused());
        }
        if (rehearsed.refused() > 0) {
          said(rehearsed, rehearsed.refused());
          Console.say("none was taken in: mend these rows, or leave them out with --skip-errors");
          return 1;
        }
      }
      FileImport.Heard heard = heard("done with");
      ImportView made =
          broken.isPresent()
              ? files.goOn(broken.get(), request, content, Actor.COMMAND_LINE, heard)
              : files.take(request, content, Actor.COMMAND_LINE, heard);
      int ended = said(made, made.refused());
      Console.say(
          "import %d; ./gerbang import undo %d takes it back".formatted(made.id(), made.id()));
      return ended;
    }

    private static FileImport.Heard heard(String did) {
      return (done, all) ->
          System.err.println("gerbang: %s %d of %d rows".formatted(did, done, all));
    }

    private static byte[] read(Path file) {
      try {
        if (Files.size(file) > LONGEST) {
          throw new CannotStartException(
              "%s has more than %d MiB: split it.".formatted(file, LONGEST >> 20));
        }
        return Files.readAllBytes(file);
      } catch (NoSuchFileException e) {
        throw new CannotStartException("%s is not there.".formatted(file), e);
      } catch (IOException e) {
        throw new CannotStartException("%s can't be read (%s).".formatted(file, e), e);
      }
    }
  }

  /** A spreadsheet. */
  @Command(
      name = "csv",
      description = {
        "Takes in a CSV or XLSX file: looks at all rows first, then makes them by five hundred.",
        "Ends with 0; with 1 where nothing was done, and why; with 3 where rows were left out."
      })
  static final class Csv extends Take {

    @Parameters(paramLabel = "FILE", description = "a name that ends in .xlsx, or else CSV")
    private Path file = Path.of("");

    @Option(
        names = "--map",
        paramLabel = "HEADING=FIELD",
        description =
            "what a column means, such as \"No. HP=phone\"; with it, only columns that are named count. Without: by known headings")
    private Map<String, String> mapping = new LinkedHashMap<>();

    @Override
    Path file() {
      return file;
    }

    @Override
    ImportCustomers request(String name, String duplicates, boolean skipErrors) {
      return ImportCustomers.ofFile(name, mapping, duplicates, skipErrors);
    }
  }

  /** What another system holds; a person decides what it does not tell, or what is not here. */
  abstract static class Other extends Take {

    private final String format;

    @Parameters(paramLabel = "FILE", description = "what was exported or dumped there")
    private Path file = Path.of("");

    @Option(
        names = "--plan",
        paramLabel = "THERE=HERE",
        description = "a plan that is sold here, by name or id, for one that has no like here")
    private Map<String, String> plans = new LinkedHashMap<>();

    @Option(
        names = "--price",
        paramLabel = "THERE=RUPIAH",
        description = "the price of a plan that is not told there, or is 0")
    private Map<String, Long> prices = new LinkedHashMap<>();

    @Option(
        names = "--active-until",
        paramLabel = "TIME",
        description = "the end of prepaid accounts whose end is not told: 2026-12-31T17:00:00Z")
    private Optional<Instant> activeUntil = Optional.empty();

    @Option(
        names = "--service",
        paramLabel = "SERVICE",
        description = "of all: pppoe (where nothing is said), hotspot or sstp")
    private Optional<String> service = Optional.empty();

    @Option(
        names = "--without",
        paramLabel = "WHAT",
        split = ",",
        description = "what accounts may lose: quotas, hours, secondFactors")
    private List<String> without = new ArrayList<>();

    Other(String format) {
      this.format = format;
    }

    @Override
    Path file() {
      return file;
    }

    @Override
    ImportCustomers request(String name, String duplicates, boolean skipErrors) {
      Choices choices =
          new Choices(plans, prices, activeUntil.orElse(null), service.orElse(null), without);
      return ImportCustomers.ofFile(name, format, choices, duplicates, skipErrors);
    }
  }

  /** MikroTik's User Manager. */
  @Command(
      name = "usermanager",
      description = "Takes in what /export show-sensitive printed of User Manager 6 or 7.")
  static final class UserManager extends Other {
    UserManager() {
      super(ImportCustomers.USER_MANAGER);
    }
  }

  /** A router's own accounts. */
  @Command(
      name = "ppp",
      description = "Takes in the local secrets that /ppp export show-sensitive printed.")
  static final class Ppp extends Other {
    Ppp() {
      super(ImportCustomers.PPP);
    }
  }

  /** FreeRADIUS with its accounts in SQL. */
  @Command(
      name = "freeradius",
      description = "Takes in the tables of FreeRADIUS, as mysqldump or pg_dump wrote them.")
  static final class FreeRadius extends Other {
    FreeRadius() {
      super(ImportCustomers.FREERADIUS);
    }
  }

  /** PHPNuxBill. */
  @Command(
      name = "phpnuxbill",
      description = "Takes in the database of PHPNuxBill, as mysqldump wrote it.")
  static final class PhpNuxBill extends Other {
    PhpNuxBill() {
      super(ImportCustomers.PHPNUXBILL);
    }
  }

  /** Takes an import back. */
  @Command(
      name = "undo",
      description = {
        "Takes back what an import made, where nothing has happened to it since.",
        "Ends with 0; with 3 where something stays, and why."
      })
  static final class Undo implements Callable<Integer> {

    @Mixin private Setup setup = new Setup();

    @Parameters(paramLabel = "N", description = "the import's number")
    private long id;

    @Override
    public Integer call() {
      return with(
          setup,
          files -> {
            ImportView undone = files.undo(id, Actor.COMMAND_LINE);
            return said(undone, undone.kept());
          });
    }
  }

  private static int with(Setup setup, ToIntFunction<FileImport> work) {
    Settings settings = setup.settings();
    try (Installation installation = Installation.visit(settings, Setup.progress());
        HikariDataSource pool = Pool.open(installation.database(), ServiceRole.BILLING, 1)) {
      return work.applyAsInt(
          MovingIn.files(
              pool,
              Clock.systemUTC(),
              settings.zone(),
              installation.sealer(),
              Gerbang.dictionary(settings),
              settings.retention().sessions()));
    }
  }

  private static int said(ImportView view, long notDone) {
    ImportReport.lines(view).forEach(Console::say);
    return notDone == 0 ? 0 : NOT_ALL;
  }
}
