package id.gerbang.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.RawRequest;
import id.gerbang.radius.packet.Secret;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What radius writes down of routers: proof, signature, wrong secrets, strangers. */
class RouterHeardTest {

  private static final String ROUTER = "127.66.8.1";
  private static final Secret OTHER = Secret.of("another-secret");
  private static final String WRONG =
      "SELECT wrong_secret_by || ' ' || wrong_secret_count FROM router_heard WHERE router_id = 1";

  @TempDir Path directory;
  private Isp isp;

  @BeforeEach
  void open() throws Exception {
    isp = new Isp(directory, Clock.systemUTC());
    isp.router(1, ROUTER, "auto", 3799);
    isp.subscriber(1, "budi", "rahasia");
    isp.awaitSubscribers(1);
    insist(status(Isp.SECRET));
  }

  @AfterEach
  void close() {
    isp.close();
  }

  @Test
  void a_wrong_secret_is_known_by_accounting_by_signature_and_by_an_unreadable_password()
      throws Exception {
    try (Nas nas = new Nas(ROUTER)) {
      nas.send(
          isp.radius().acctPort(),
          RawRequest.of(Code.ACCOUNTING_REQUEST)
              .integer(Attribute.ACCT_STATUS_TYPE, 1)
              .text(Attribute.ACCT_SESSION_ID, "81000001")
              .finish(OTHER));
    }
    awaitRow(WRONG, "accounting 1");

    assertThat(isIgnored(login(OTHER).signature().finish(OTHER))).isTrue();
    awaitRow(WRONG, "message-authenticator 2");

    insist(login(OTHER).finish(OTHER));
    awaitRow(WRONG, "password 3");
    awaitRow(
        "SELECT reason || ': ' || detail FROM access_event",
        "WRONG_PASSWORD: secret salah? / wrong secret? the password is unreadable");
    awaitRow(
        "SELECT (wrong_secret_at > proven_at)::text FROM router_heard WHERE router_id = 1", "true");
  }

  @Test
  void a_wrong_password_under_the_right_secret_is_no_wrong_secret() throws Exception {
    insist(
        RawRequest.of(Code.ACCESS_REQUEST)
            .text(Attribute.USER_NAME, "budi")
            .pap("salah", Isp.SECRET)
            .finish(Isp.SECRET));
    insist(
        RawRequest.of(Code.ACCESS_REQUEST)
            .text(Attribute.USER_NAME, "budi")
            .pap("\u0001\u0002", Isp.SECRET)
            .signature()
            .finish(Isp.SECRET));

    awaitRow("SELECT (signed_at >= unsigned_at)::text FROM router_heard", "true");
    assertThat(isp.column("SELECT wrong_secret_count FROM router_heard")).containsExactly("0");
  }

  @Test
  void what_auto_learned_is_forgotten_without_a_restart() throws Exception {
    insist(login(Isp.SECRET).signature().finish(Isp.SECRET));
    assertThat(isIgnored(login(Isp.SECRET).finish(Isp.SECRET))).isTrue();
    awaitRow("SELECT count(*) FROM router_learned", "1");

    isp.update("UPDATE router SET signature_forgotten_at = now() WHERE id = 1");

    insist(login(Isp.SECRET).finish(Isp.SECRET));
    insist(login(Isp.SECRET).signature().finish(Isp.SECRET));
    assertThat(isIgnored(login(Isp.SECRET).finish(Isp.SECRET))).as("learned again").isTrue();
    awaitRow(
        "SELECT (first_signed_at > signature_forgotten_at)::text FROM router_learned l"
            + " JOIN router r ON r.id = l.router_id",
        "true");
  }

  @Test
  void strangers_are_in_the_inbox_by_address_and_name() throws Exception {
    isp.update(
        "INSERT INTO unknown_router (address, nas_identifier, first_seen_at, last_seen_at, packets)"
            + " SELECT '127.66.8.8', 'lama', at, at, 9 FROM (SELECT now() - interval '31 days' AS at) long_ago");
    try (Nas stranger = new Nas("127.66.8.9")) {
      byte[] login =
          RawRequest.of(Code.ACCESS_REQUEST)
              .text(Attribute.USER_NAME, "budi")
              .text(Attribute.NAS_IDENTIFIER, "baru")
              .pap("rahasia", Isp.SECRET)
              .finish(Isp.SECRET);
      for (int i = 0; i < 3; i++) {
        stranger.send(isp.radius().authPort(), login);
      }
      stranger.send(isp.radius().acctPort(), new byte[] {1, 2, 3});
    }
    awaitRow(
        "SELECT host(address) || ' ' || nas_identifier || ' ' || packets FROM unknown_router",
        "127.66.8.9 baru 3");
  }

  private void awaitRow(String sql, String row) {
    await().untilAsserted(() -> assertThat(isp.column(sql)).containsExactly(row));
  }

  /** Each from a port of its own: an answer that is late is no answer to the next. */
  private void insist(byte[] request) throws Exception {
    try (Nas asking = new Nas(ROUTER)) {
      asking.insist(isp.radius().authPort(), request);
    }
  }

  private boolean isIgnored(byte[] request) throws Exception {
    try (Nas asking = new Nas(ROUTER)) {
      return asking.isIgnored(isp.radius().authPort(), request);
    }
  }

  private static RawRequest login(Secret secret) {
    return RawRequest.of(Code.ACCESS_REQUEST)
        .text(Attribute.USER_NAME, "budi")
        .pap("rahasia", secret);
  }

  private static byte[] status(Secret secret) {
    return Isp.statusServer(secret);
  }
}
