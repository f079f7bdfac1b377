package id.gerbang.routeros.standin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/** Netwatch and scheduler: what runs by itself as time goes. */
final class Watches {

  /** A netwatch's scripts run with less than a user's. */
  private static final Commands.Login SYSTEM =
      new Commands.Login("*sys", Set.of("read", "write", "test", "reboot"));

  private final Machine router;
  private final Map<Row, Instant> next = new WeakHashMap<>();

  Watches(Machine router) {
    this.router = router;
  }

  /** The scripts that are due now, in order. */
  List<Script> due() {
    List<Script> scripts = new ArrayList<>();
    for (Row row : router.tree().rows("/tool/netwatch")) {
      if (row.isEnabled() && isDue(row)) {
        String status = router.routes().answers(row.get("host")) ? "up" : "down";
        if (!status.equals(row.state.put("status", status))) {
          row.state.put("since", router.now().toString());
          scripts.add(new Script(router, SYSTEM, row.get(status + "-script")));
        }
      }
    }
    for (Row row : router.tree().rows("/system/scheduler")) {
      if (row.isEnabled() && !row.get("interval").equals("0s") && isDue(row)) {
        Set<String> policies = Set.of(row.get("policy").split(","));
        Commands.Login login = new Commands.Login("*sys", policies);
        scripts.add(new Script(router, login, row.get("on-event")));
      }
    }
    return scripts;
  }

  private boolean isDue(Row row) {
    Duration interval = Times.duration("interval", row.get("interval"));
    Instant now = router.now();
    Instant at = next.computeIfAbsent(row, added -> now.plus(interval));
    if (at.isAfter(now)) {
      return false;
    }
    next.put(row, now.plus(interval));
    return true;
  }
}
