package id.gerbang.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RawRequest;
import id.gerbang.radius.packet.Secret;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routers behind NAT or on changing addresses: by NAS-Identifier and a proven secret. */
class MovingRouterTest {

  private static final Secret OTHER = Secret.of("another-secret");

  @TempDir Path directory;
  private Isp isp;
  private Nas nas;

  @BeforeEach
  void open() throws Exception {
    isp = new Isp(directory, Clock.systemUTC());
    isp.movingRouter(7, "bras-desa", Isp.SECRET_TEXT, 3799);
    isp.subscriber(1, "budi", "rahasia");
    isp.awaitSubscribers(1);
    nas = new Nas("127.66.7.1");
  }

  @AfterEach
  void close() {
    nas.close();
    isp.close();
  }

  @Test
  void it_is_taken_wherever_its_secret_is_proven() throws Exception {
    nas.insist(isp.radius().authPort(), login("bras-desa").signature().finish(Isp.SECRET));
    nas.insist(isp.radius().acctPort(), start("bras-desa").finish(Isp.SECRET));
    nas.insist(isp.radius().authPort(), status("bras-desa").signature().finish(Isp.SECRET));
    try (Nas elsewhere = new Nas("127.66.7.2")) {
      elsewhere.send(isp.radius().authPort(), login("bras-desa").signature().finish(Isp.SECRET));
      assertThat(Packets.packet(elsewhere.hear().octets()).code()).isEqualTo(Code.ACCESS_ACCEPT);
    }
    await()
        .untilAsserted(
            () ->
                assertThat(isp.radius().metrics())
                    .contains("gerbang_radius_router_replied_total{router=\"BRAS-7\"}"));
  }

  @Test
  void without_proof_it_is_a_stranger() throws Exception {
    assertThat(nas.isIgnored(isp.radius().authPort(), login("bras-desa").finish(Isp.SECRET)))
        .isTrue();
    assertThat(nas.isIgnored(isp.radius().authPort(), login("bras-desa").signature().finish(OTHER)))
        .isTrue();
    assertThat(
            nas.isIgnored(
                isp.radius().authPort(), login("bras-kota").signature().finish(Isp.SECRET)))
        .isTrue();
    assertThat(nas.isIgnored(isp.radius().acctPort(), start("bras-desa").finish(OTHER))).isTrue();
    assertThat(nas.isIgnored(isp.radius().acctPort(), start("bras-kota").finish(Isp.SECRET)))
        .isTrue();

    await().until(() -> isp.silences("unknown_router") == 5);
  }

  @Test
  void of_two_with_one_name_the_secret_decides() throws Exception {
    isp.movingRouter(8, "bras-desa", "another-secret", 3799);
    nas.insist(isp.radius().authPort(), login("bras-desa").signature().finish(OTHER));
    nas.insist(isp.radius().authPort(), login("bras-desa").signature().finish(Isp.SECRET));

    await()
        .untilAsserted(
            () ->
                assertThat(
                        isp.column(
                            "SELECT DISTINCT router_id FROM access_event ORDER BY router_id"))
                    .containsExactly("7", "8"));
  }

  @Test
  void two_with_one_name_and_one_secret_are_not_told_apart() throws Exception {
    isp.movingRouter(8, "bras-desa", Isp.SECRET_TEXT, 3799);

    await()
        .until(
            () ->
                nas.isIgnored(
                    isp.radius().authPort(), login("bras-desa").signature().finish(Isp.SECRET)));
  }

  @Test
  void a_registered_address_wins_over_a_name() throws Exception {
    isp.router(9, "127.66.7.1", "auto", 3799);
    await()
        .untilAsserted(
            () -> {
              nas.insist(
                  isp.radius().authPort(), login("bras-desa").signature().finish(Isp.SECRET));
              assertThat(isp.column("SELECT router_id FROM access_event ORDER BY at DESC LIMIT 1"))
                  .containsExactly("9");
            });
  }

  @Test
  void its_coa_goes_where_it_last_proved_its_secret() throws Exception {
    try (Nas incoming = new Nas("127.66.7.1")) {
      isp.update("UPDATE router SET coa_port = ? WHERE id = 7", incoming.address().getPort());
      nas.insist(isp.radius().acctPort(), start("bras-desa").finish(Isp.SECRET));
      await().until(() -> !isp.column("SELECT 1 FROM session").isEmpty());
      isp.update(
          "UPDATE subscription SET unpaid_since = now(), unpaid_action = 'isolate' WHERE id = 1");

      Nas.Heard heard = incoming.hear();

      assertThat(Packets.packet(heard.octets()).code())
          .isIn(Code.COA_REQUEST, Code.DISCONNECT_REQUEST);
    }
    await()
        .untilAsserted(
            () ->
                assertThat(isp.column("SELECT host(proven_address) FROM router_heard"))
                    .containsExactly("127.66.7.1"));
  }

  private static RawRequest login(String identifier) {
    return RawRequest.of(Code.ACCESS_REQUEST)
        .text(Attribute.USER_NAME, "budi")
        .text(Attribute.NAS_IDENTIFIER, identifier)
        .pap("rahasia", identifier.equals("bras-desa") ? Isp.SECRET : OTHER);
  }

  private static RawRequest status(String identifier) {
    return RawRequest.of(Code.STATUS_SERVER).text(Attribute.NAS_IDENTIFIER, identifier);
  }

  private static RawRequest start(String identifier) {
    return RawRequest.of(Code.ACCOUNTING_REQUEST)
        .integer(Attribute.ACCT_STATUS_TYPE, 1)
        .text(Attribute.ACCT_SESSION_ID, "81000001")
        .text(Attribute.USER_NAME, "budi")
        .text(Attribute.NAS_IDENTIFIER, identifier);
  }
}
