package id.gerbang.billing;

import id.gerbang.billing.http.Language;
import id.gerbang.billing.job.Job;
import id.gerbang.billing.probe.ProbeResource;
import id.gerbang.billing.reboot.RebootResource;
import id.gerbang.billing.reboot.Reboots;
import id.gerbang.billing.router.RouterAccess;
import id.gerbang.billing.router.RouterTestService;
import id.gerbang.billing.watch.LiveResource;
import id.gerbang.billing.watch.RouterLooks;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The wiring of what routers tell us by themselves, and what they are asked now and then. */
final class WatchedRouters {

  private final List<Job> jobs;
  private final List<Object> resources;

  WatchedRouters(
      Jdbi jdbi,
      Clock clock,
      RouterAccess access,
      RouterTestService tests,
      Duration looks,
      Language language) {
    Reboots reboots = new Reboots(jdbi, clock, access, tests);
    jobs = List.of(new RouterLooks(jdbi, clock, access, looks), reboots);
    resources =
        List.of(
            new LiveResource(jdbi),
            new RebootResource(reboots),
            new ProbeResource(jdbi, clock, access, language));
  }

  List<Job> jobs() {
    return jobs;
  }

  List<Object> resources() {
    return resources;
  }
}
