package id.gerbang.app;

import id.gerbang.app.start.CannotStartException;
import id.gerbang.billing.http.Problem;
import id.gerbang.core.seal.SealException;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The command line: `./gerbang COMMAND`. */
@Command(
    name = "gerbang",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    version = "gerbang 0.1.0",
    description = "RADIUS for MikroTik routers, and the billing that opens and closes the gate.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      RadiusCommand.class,
      BillingCommand.class,
      MigrateCommand.class,
      TryCommand.class,
      ExplainCommand.class,
      TokenCommand.class,
      StaffCommand.class,
      ImportCommand.class,
      AuditCommand.class
    })
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((failure, command, parsed) -> said(failure, command))
        .execute(arguments);
  }

  /** What a person can mend is one sentence; what they can't, is a bug and keeps its trace. */
  private static int said(Exception failure, CommandLine command) throws Exception {
    if (failure instanceof CannotStartException
        || failure instanceof SealException
        || failure instanceof Problem
        || failure instanceof IllegalStateException) {
      command.getErr().println("gerbang: " + failure.getMessage());
      return 1;
    }
    throw failure;
  }
}
