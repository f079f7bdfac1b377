package id.gerbang.app;

import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.billing.BillingService;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.staff.StaffService;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `gerbang staff`: people who may sign in. */
@Command(
    name = "staff",
    description = "People who may sign in.",
    subcommands = {StaffCommand.Add.class, StaffCommand.Reset.class},
    synopsisSubcommandLabel = "(add | reset)")
final class StaffCommand {

  /** Takes someone in. */
  @Command(name = "add", description = "Adds someone, and shows a one-time password.")
  static final class Add implements Callable<Integer> {

    @Mixin private Setup setup = new Setup();

    @Parameters(paramLabel = "NAME", description = "the name to sign in with")
    private String name = "";

    @Option(
        names = "--role",
        required = true,
        description = "owner, billing, collector, technician, helpdesk or auditor")
    private Role role = Role.AUDITOR;

    @Override
    public Integer call() {
      Console.say(with(setup, staff -> staff.add(name, role)));
      return 0;
    }
  }

  /** Gives someone a new one-time password. */
  @Command(name = "reset", description = "Gives someone a new one-time password.")
  static final class Reset implements Callable<Integer> {

    @Mixin private Setup setup = new Setup();

    @Parameters(paramLabel = "NAME", description = "the name to sign in with")
    private String name = "";

    @Option(
        names = "--second-factor",
        description = "takes the second factor away instead, for who has lost it and its codes")
    private boolean secondFactor;

    @Override
    public Integer call() {
      Console.say(with(setup, secondFactor ? this::withoutSecondFactor : it -> it.reset(name)));
      return 0;
    }

    private String withoutSecondFactor(StaffService staff) {
      staff.removeSecondFactor(name);
      return name + " signs in with the password alone until there is another second factor";
    }
  }

  private static String with(Setup setup, Function<StaffService, String> work) {
    try (Installation installation = Installation.visit(setup.settings(), Setup.progress());
        HikariDataSource pool = Pool.open(installation.database(), ServiceRole.BILLING, 1)) {
      return work.apply(
          new StaffService(BillingService.jdbi(pool, installation.sealer()), Clock.systemUTC()));
    }
  }
}
