package id.gerbang.billing.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.routeros.Password;
import id.gerbang.routeros.RouterAddress;
import id.gerbang.routeros.RouterAddress.Protocol;
import id.gerbang.routeros.RouterOs;
import id.gerbang.routeros.RouterOsException;
import id.gerbang.routeros.RouterOsException.Kind;
import id.gerbang.routeros.standin.StandInRouter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterChangeTest {

  /** A person's way and ours end at the same router. */
  @ParameterizedTest
  @CsvSource({"6.49.18,api", "7.20.8,api", "7.20.8,www"})
  void what_is_entered_and_what_is_run_are_the_same(String version, String service) {
    RouterChange entry =
        (RouterChange) RouterRepairs.addEntry(Optional.of("192.0.2.10"), Optional.of("10.0.0.1"));
    List<RouterChange> changes =
        List.of(
            entry.withSecret("why? \"$x\""),
            (RouterChange) RouterRepairs.timeout("192.0.2.10"),
            (RouterChange) RouterRepairs.incoming(3800),
            (RouterChange) RouterRepairs.disableSecrets(List.of("a", "b")));
    try (StandInRouter entered = router(version);
        StandInRouter run = router(version);
        RouterOs router = RouterOs.open(address(run, service))) {
      for (RouterChange change : changes) {
        entered.importRsc(change.command());
        change.make(router);
      }
      assertThat(run.export(true)).isEqualTo(entered.export(true));
      assertThat(run.export(true)).contains("3800").contains("192.0.2.10");
    }
  }

  @Test
  void what_a_person_has_to_put_in_is_not_complete() {
    assertThat(((RouterChange) RouterRepairs.addPool("aktif")).isComplete()).isFalse();
    assertThat(((RouterChange) RouterRepairs.secret(Optional.empty())).isComplete()).isFalse();
    assertThat(((RouterChange) RouterRepairs.secret(Optional.of("10.0.0.9"))).isComplete())
        .isTrue();
    assertThat(RouterRepairs.secret(Optional.of("10.0.0.9")).toString()).doesNotContain("=");
  }

  @Test
  void an_item_that_is_gone_is_no_success() {
    try (StandInRouter router = router("7.20.8");
        RouterOs open = RouterOs.open(address(router, "api"))) {
      assertThatThrownBy(() -> ((RouterChange) RouterRepairs.timeout("10.0.0.9")).make(open))
          .isInstanceOfSatisfying(
              RouterOsException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NO_SUCH_ITEM));
    }
  }

  private static StandInRouter router(String version) {
    StandInRouter router = StandInRouter.version(version).start();
    router.importRsc(
        """
        /ppp secret add name=a password=x service=pppoe
        /ppp secret add name=b password=x service=pppoe
        """);
    return router;
  }

  private static RouterAddress address(StandInRouter router, String service) {
    return RouterAddress.of(
            "127.0.0.1",
            service.equals("www") ? Protocol.REST : Protocol.API,
            "admin",
            new Password(""))
        .atPort(router.port(service));
  }
}
