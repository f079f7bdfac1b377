package id.gerbang.app;

import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.billing.BillingService;
import id.gerbang.billing.audit.AuditReport;
import id.gerbang.billing.audit.AuditVerification;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** `gerbang audit`: whether the audit is as it was written. */
@Command(
    name = "audit",
    description = "The audit: who did what.",
    subcommands = AuditCommand.Verify.class,
    synopsisSubcommandLabel = "verify")
final class AuditCommand {

  /** Names the first row that was changed, removed or inserted. */
  @Command(
      name = "verify",
      description = "Reads the whole audit; names the first row changed, removed or inserted.")
  static final class Verify implements Callable<Integer> {

    @Mixin private Setup setup = new Setup();

    @Override
    public Integer call() {
      Settings settings = setup.settings();
      try (Installation installation = Installation.visit(settings, Setup.progress());
          HikariDataSource pool = Pool.open(installation.database(), ServiceRole.BILLING, 1)) {
        AuditReport report =
            new AuditVerification(
                    BillingService.jdbi(pool),
                    installation.sealer(),
                    Optional.of(Gerbang.auditHead(settings)))
                .verify();
        Console.say(said(report));
        return report.whole() ? 0 : 1;
      }
    }
  }

  private static String said(AuditReport report) {
    AuditReport.AuditFinding first = report.first();
    return first == null
        ? "audit is whole: %d rows, %d more not chained yet; end of the chain %s"
            .formatted(report.rows(), report.waiting(), report.head())
        : "audit is NOT whole: %s; the %d rows chained before it are as they were written"
            .formatted(first.words(), report.rows());
  }
}
