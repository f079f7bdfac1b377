package id.gerbang.app;

import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.billing.BillingService;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.staff.TokenService;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** `gerbang token`: API tokens from the command line. */
@Command(
    name = "token",
    description = "API tokens.",
    subcommands = TokenCommand.Create.class,
    synopsisSubcommandLabel = "create")
final class TokenCommand {

  /** Makes a token and shows it, this once. */
  @Command(name = "create", description = "Makes an API token, and shows it once.")
  static final class Create implements Callable<Integer> {

    @Mixin private Setup setup = new Setup();

    @Option(names = "--name", required = true, description = "what it is for")
    private String name = "";

    @Option(
        names = "--role",
        required = true,
        description = "owner, billing, collector, technician, helpdesk or auditor")
    private Role role = Role.AUDITOR;

    @Override
    public Integer call() {
      try (Installation installation = Installation.visit(setup.settings(), Setup.progress());
          HikariDataSource pool = Pool.open(installation.database(), ServiceRole.BILLING, 1)) {
        TokenService tokens =
            new TokenService(BillingService.jdbi(pool, installation.sealer()), Clock.systemUTC());
        Console.say(tokens.create(name, role));
      }
      return 0;
    }
  }
}
