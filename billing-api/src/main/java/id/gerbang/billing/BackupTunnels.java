package id.gerbang.billing;

import id.gerbang.billing.backup.ApplyResource;
import id.gerbang.billing.backup.BackupLinkResource;
import id.gerbang.billing.backup.BackupLinkService;
import id.gerbang.billing.backup.LinkLife;
import id.gerbang.billing.backup.RemoveResource;
import id.gerbang.billing.backup.WorkOrderResource;
import id.gerbang.billing.condition.ConditionResource;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.pop.PopResource;
import id.gerbang.billing.pop.PopService;
import id.gerbang.billing.router.RouterAccess;
import id.gerbang.billing.router.RouterTurns;
import id.gerbang.billing.subscription.SubscriptionService;
import id.gerbang.billing.verification.ActiveResource;
import id.gerbang.billing.verification.VerificationResource;
import id.gerbang.billing.verification.Verifications;
import id.gerbang.billing.verification.VerifyResource;
import id.gerbang.core.seal.Sealer;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The wiring of backup links: where they end, what becomes of each, and whether it works. */
final class BackupTunnels {

  private BackupTunnels() {}

  static List<Object> resources(
      Jdbi jdbi,
      Clock clock,
      Sealer sealer,
      Idempotency idempotency,
      SubscriptionService subscriptions,
      RouterAccess access,
      RouterTurns turns,
      Language language) {
    PopService pops = new PopService(clock);
    BackupLinkService links = new BackupLinkService(subscriptions, pops, sealer, clock);
    LinkLife life = new LinkLife(jdbi, clock, links, subscriptions, access, turns);
    return List.of(
        new PopResource(jdbi, idempotency, pops),
        new BackupLinkResource(jdbi, idempotency, links),
        new ApplyResource(life, language),
        new RemoveResource(life, language),
        new WorkOrderResource(idempotency, life, language),
        new ConditionResource(jdbi, clock, idempotency, access, language),
        new VerifyResource(new Verifications(jdbi, clock, access), language),
        new VerificationResource(jdbi, language),
        new ActiveResource(jdbi));
  }
}
