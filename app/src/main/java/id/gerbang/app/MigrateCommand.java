package id.gerbang.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** `gerbang migrate`: brings a database to this version, and does nothing else. */
@Command(name = "migrate", description = "Brings the database to this version.")
final class MigrateCommand implements Callable<Integer> {

  @Mixin private Setup setup = new Setup();

  @Override
  public Integer call() {
    Settings settings = setup.settings();
    try (Installation installation = Installation.open(settings, Setup.progress())) {
      Console.say("database is at this version: " + installation.database().url());
    }
    return 0;
  }
}
