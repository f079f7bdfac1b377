package id.gerbang.app;

import id.gerbang.app.start.DataDirectory;
import id.gerbang.radius.RadiusService;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** `gerbang run`: everything in one process, on a data directory that lasts. */
@Command(
    name = "run",
    description = "Everything on one machine: RADIUS, billing, and its own PostgreSQL.")
final class RunCommand implements Callable<Integer> {

  @Mixin private Setup setup = new Setup();

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = setup.settings();
    DataDirectory.lasting(settings.data());
    Gerbang gerbang =
        Gerbang.startWhole(
            settings,
            Gerbang.FirstCredentials.of(System.getenv()),
            Setup.progress(),
            Clock.systemUTC());
    Console.started(gerbang, settings);
    gerbang.radius().ifPresent(RadiusService::rehearse);
    Console.untilStopped(gerbang);
    return 0;
  }
}
