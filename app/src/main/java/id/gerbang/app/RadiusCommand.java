package id.gerbang.app;

import id.gerbang.app.start.DataDirectory;
import id.gerbang.radius.RadiusService;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** `gerbang radius`: one of the two services, where each has its own process or machine. */
@Command(name = "radius", description = "The RADIUS service alone, against an external PostgreSQL.")
final class RadiusCommand implements Callable<Integer> {

  @Mixin private Setup setup = new Setup();

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = setup.settings();
    DataDirectory.lasting(settings.data());
    Gerbang gerbang = Gerbang.startRadiusAlone(settings, Clock.systemUTC());
    Console.started(gerbang, settings);
    gerbang.radius().ifPresent(RadiusService::rehearse);
    Console.untilStopped(gerbang);
    return 0;
  }
}
