package id.gerbang.app;

import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.billing.BillingService;
import id.gerbang.billing.report.Explanation;
import id.gerbang.billing.report.Story;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** `gerbang explain USER`: why this subscriber gets what it gets. */
@Command(
    name = "explain",
    description =
        "Why this subscriber gets what it gets now: entitlement, bill, sessions, answers.")
final class ExplainCommand implements Callable<Integer> {

  @Mixin private Setup setup = new Setup();

  @Parameters(paramLabel = "USER", description = "the username, exactly")
  private String username = "";

  @Override
  public Integer call() {
    Settings settings = setup.settings();
    try (Installation installation = Installation.visit(settings, Setup.progress());
        HikariDataSource pool = Pool.open(installation.database(), ServiceRole.BILLING, 1)) {
      Story story =
          BillingService.jdbi(pool)
              .withHandle(
                  handle ->
                      Explanation.of(
                          handle,
                          username,
                          Clock.systemUTC().instant(),
                          settings.zone(),
                          settings.language()));
      story.lines().forEach(Console::say);
      return story.known() ? 0 : 1;
    }
  }
}
