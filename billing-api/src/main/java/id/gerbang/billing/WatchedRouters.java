package id.gerbang.billing;

import id.gerbang.billing.configuration.BackupResource;
import id.gerbang.billing.configuration.Configurations;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.job.Job;
import id.gerbang.billing.lint.LintResource;
import id.gerbang.billing.plan.PlanService;
import id.gerbang.billing.probe.ProbeResource;
import id.gerbang.billing.profile.ProfileResource;
import id.gerbang.billing.profile.ProfileService;
import id.gerbang.billing.reboot.RebootResource;
import id.gerbang.billing.reboot.Reboots;
import id.gerbang.billing.router.RouterAccess;
import id.gerbang.billing.router.RouterTestService;
import id.gerbang.billing.router.RouterTurns;
import id.gerbang.billing.watch.LiveResource;
import id.gerbang.billing.watch.RouterLooks;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The wiring of what routers tell us by themselves, and what they are asked now and then. */
final class WatchedRouters {

  private final List<Job> jobs;
  private final List<Object> resources;

  WatchedRouters(
      Jdbi jdbi,
      Clock clock,
      ZoneId zone,
      RouterAccess access,
      RouterTurns turns,
      RouterTestService tests,
      Duration looks,
      PlanService plans,
      Language language) {
    Reboots reboots = new Reboots(jdbi, clock, access, turns, tests);
    Configurations configurations = new Configurations(jdbi, clock, zone, access);
    jobs = List.of(new RouterLooks(jdbi, clock, access, looks), reboots, configurations);
    resources =
        List.of(
            new LiveResource(jdbi),
            new RebootResource(reboots),
            new ProbeResource(jdbi, clock, access, language),
            new BackupResource(jdbi, configurations),
            new LintResource(configurations, language),
            new ProfileResource(new ProfileService(jdbi, clock, access, turns, plans)));
  }

  List<Job> jobs() {
    return jobs;
  }

  List<Object> resources() {
    return resources;
  }
}
