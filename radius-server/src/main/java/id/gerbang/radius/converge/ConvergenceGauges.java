package id.gerbang.radius.converge;

import id.gerbang.radius.converge.OpenDifferences.Kind;
import id.gerbang.radius.ops.Counters;
import java.time.Clock;
import java.time.Duration;

/** How much is not equal, and for how long, on the routers that are this node's. */
record ConvergenceGauges(
    OpenDifferences differences, Questions questions, Permission permission, Clock clock) {

  void show(Counters counters) {
    show(counters, Kind.BLOCKED, "paid_but_blocked");
    show(counters, Kind.ONLINE, "unpaid_but_online");
    show(counters, Kind.OTHER, "other");
    counters.gauge("gerbang_radius_acts_unproved", questions::unproved);
    counters.gauge(
        "gerbang_radius_act_unproved_oldest_seconds",
        () ->
            questions
                .oldestUnproved()
                .map(at -> Math.max(0, Duration.between(at, clock.instant()).toSeconds()))
                .orElse(0L));
  }

  private void show(Counters counters, Kind kind, String name) {
    counters.gauge(
        "gerbang_radius_differences{kind=\"" + name + "\"}",
        () -> differences.count(kind, permission::toActOn));
    counters.gauge(
        "gerbang_radius_difference_oldest_seconds{kind=\"" + name + "\"}",
        () -> differences.oldest(kind, permission::toActOn, System.nanoTime()).toSeconds());
  }
}
