package id.gerbang.app;

import id.gerbang.app.start.CannotStartException;
import id.gerbang.app.start.DataDirectory;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** `gerbang billing`: one of the two services, where each has its own process or machine. */
@Command(
    name = "billing",
    description = "The billing service alone, against an external PostgreSQL.")
final class BillingCommand implements Callable<Integer> {

  @Mixin private Setup setup = new Setup();

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = setup.settings();
    if (settings.database().isEmpty()) {
      throw new CannotStartException(
          "`gerbang billing` needs a PostgreSQL that both services share: set GERBANG_DATABASE_URL, or database.url in the file of --config (conf/billing.yml is a pattern). On one machine, `gerbang run` brings its own.");
    }
    DataDirectory.lasting(settings.data());
    Gerbang gerbang =
        Gerbang.start(
            settings,
            List.of(Gerbang.Part.BILLING),
            Gerbang.FirstCredentials.of(System.getenv()),
            Setup.progress(),
            Clock.systemUTC());
    Console.started(gerbang, settings);
    Console.untilStopped(gerbang);
    return 0;
  }
}
