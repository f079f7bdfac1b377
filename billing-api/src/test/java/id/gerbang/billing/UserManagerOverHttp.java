package id.gerbang.billing;

import id.gerbang.routeros.standin.StandInRouter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An ISP that has User Manager 7, with users of many kinds. */
abstract class UserManagerOverHttp extends MovingInOverHttp {

  private static final String SET_UP =
      """
      /user-manager set enabled=yes use-profiles=yes
      /user-manager user group add name=rumah attributes=Framed-Pool:aktif,Mikrotik-Group:rumah
      /user-manager limitation
      add name=10M rate-limit-rx=5M rate-limit-tx=10M rate-limit-burst-rx=10M rate-limit-burst-tx=20M rate-limit-burst-threshold-rx=4M rate-limit-burst-threshold-tx=8M rate-limit-burst-time-rx=10s rate-limit-burst-time-tx=10s
      add name=kuota transfer-limit=53687091200 rate-limit-rx=2M rate-limit-tx=2M
      add name=malam rate-limit-rx=20M rate-limit-tx=20M
      /user-manager profile
      add name="10 Mbit" price=150000 validity=30d
      add name=Kuota price=50000 validity=30d starts-when=first-auth
      add name=Malam price=25000 validity=30d
      add name=Harian price=5000 validity=10h
      add name=Staf validity=unlimited override-shared-users=unlimited
      /user-manager profile-limitation
      add profile="10 Mbit" limitation=10M
      add profile=Kuota limitation=kuota
      add profile=Malam limitation=malam from-time=23h till-time=6h weekdays=saturday,sunday
      /user-manager user
      add name=budi password=rahasia1 comment="Budi Santoso" group=rumah
      add name=siti password=rahasia2 attributes=Framed-IP-Address:10.100.1.9,Framed-Pool:lain group=rumah caller-id=4C:5E:0C:11:22:33
      add name=tono password=rahasia3
      add name=malam password=rahasia4
      add name=jam password=rahasia5
      add name=staf password=rahasia6 otp-secret=NV4XG5A
      add name=mati password=rahasia7 disabled=yes
      add name=tanpa password=rahasia8
      /user-manager router add name=BRAS address=10.0.0.1 shared-secret=x
      """;

  final StandInRouter router = UserManagerStandIn.started("7.20.8", clock);
  private long bras;

  @BeforeEach
  void an_isp_that_has_user_manager() {
    router.importRsc("/system clock set time-zone-name=Asia/Jakarta");
    router.importRsc(SET_UP);
    assigned("budi", "10 Mbit", "running-active", "2026-12-05 10:00:00");
    assigned("budi", "10 Mbit", "waiting", "");
    assigned("siti", "10 Mbit", "used", "2026-11-01 10:00:00");
    assigned("tono", "Kuota", "waiting", "");
    assigned("malam", "Malam", "running-active", "2026-12-01 00:00:00");
    assigned("jam", "Harian", "running-active", "2026-11-11 06:00:00");
    assigned("staf", "Staf", "running-active", "");
    assigned("mati", "10 Mbit", "running-active", "2026-12-01 00:00:00");
    for (int i = 0; i < 21; i++) {
      router.wrote(
          "/user-manager/session",
          Map.of(
              "user",
              "u" + i,
              "started",
              "2026-11-01 1%d:00:00".formatted(i / 10),
              "ended",
              "2026-11-01 13:30:00"));
    }
    router.wrote(
        "/user-manager/session",
        Map.of(
            "user", "tono", "started", "2026-11-09 10:00:00", "download", "1000", "upload", "20"));
    router.wrote("/user-manager/payment", Map.of("user", "budi", "trans-status", "approved"));
    bras = BillingWithRouter.register(billing, router);
  }

  @AfterEach
  void stop_the_router() {
    router.close();
  }

  void assigned(String user, String profile, String state, String end) {
    UserManagerStandIn.assigned(router, user, profile, state, end);
  }

  String request(String more) {
    return fromRouter("usermanager", bras, more);
  }
}
