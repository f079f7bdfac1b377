package id.gerbang.billing;

import id.gerbang.routeros.standin.StandInRouter;
import java.time.Clock;
import java.util.Map;

/** Stand-in routers that run User Manager. */
final class UserManagerStandIn {

  private UserManagerStandIn() {}

  /** Empty yet, and read as the user {@code gerbang}. */
  static StandInRouter started(String version, Clock clock) {
    StandInRouter router = StandInRouter.version(version).withUserManager().clock(clock).start();
    router.user("gerbang", "rahasia", "read,test,api,sensitive");
    return router;
  }

  /** In version 7 {@code budi} may be online till December; {@code mati} is disabled. */
  static StandInRouter withBudi(Clock clock) {
    StandInRouter router = started("7.20.8", clock);
    router.importRsc(
        """
        /system clock set time-zone-name=Asia/Jakarta
        /user-manager set enabled=yes use-profiles=yes
        /user-manager limitation add name=10M rate-limit-rx=5M rate-limit-tx=10M
        /user-manager profile add name=Rumah price=150000 validity=30d
        /user-manager profile-limitation add profile=Rumah limitation=10M
        /user-manager user add name=budi password=rahasia1
        /user-manager user add name=mati password=rahasia2 disabled=yes
        """);
    assigned(router, "budi", "Rumah", "running-active", "2026-12-05 10:00:00");
    return router;
  }

  static void assigned(
      StandInRouter router, String user, String profile, String state, String end) {
    router.wrote(
        "/user-manager/user-profile",
        Map.of("user", user, "profile", profile, "state", state, "end-time", end));
  }
}
