package id.gerbang.radius.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.router.RouterPolicy;
import id.gerbang.radius.packet.Secret;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouterRegistryTest {

  private static final Instant NOON = Instant.parse("2026-03-01T05:00:00Z");

  private final List<Router> learned = new ArrayList<>();
  private final RouterRegistry routers = new RouterRegistry(learned::add);

  @Test
  void a_signature_seen_is_required_from_then_on_and_told_once() throws Exception {
    routers.replace(List.of(router("first")));
    assertThat(at().requiresSignature()).isFalse();

    routers.signed(at(), NOON);
    routers.signed(at(), NOON.plusSeconds(1));

    assertThat(at().requiresSignature()).isTrue();
    assertThat(learned).extracting(Router::firstSigned).containsExactly(Optional.of(NOON));
  }

  @Test
  void what_was_learned_outlives_a_new_picture_from_the_database() throws Exception {
    routers.replace(List.of(router("first")));
    routers.signed(at(), NOON);

    routers.replace(List.of(router("second")));

    assertThat(at().requiresSignature()).isTrue();
    assertThat(at().secret()).isEqualTo(Secret.of("second"));
  }

  @Test
  void a_signature_verified_under_the_old_picture_does_not_bring_that_picture_back()
      throws Exception {
    routers.replace(List.of(router("first")));
    Router asVerified = at();
    routers.replace(List.of(router("second")));

    routers.signed(asVerified, NOON);
    routers.signed(asVerified, NOON);

    assertThat(at().secret()).isEqualTo(Secret.of("second"));
    assertThat(learned).hasSize(1);
  }

  @Test
  void a_signature_seen_after_it_was_forgotten_holds_whoevers_clock_is_behind() throws Exception {
    Router forgotten = forgotten(NOON.plusSeconds(3).plusNanos(999_000));
    routers.replace(List.of(forgotten));

    routers.signed(at(), NOON);
    routers.replace(List.of(forgotten));

    assertThat(at().requiresSignature()).isTrue();
    assertThat(learned).extracting(Router::firstSigned).containsExactly(at().firstSigned());
  }

  private static Router forgotten(Instant when) throws Exception {
    return new Router(
        1,
        "BRAS-1",
        Whereabouts.fixed(InetAddress.getByName("10.0.0.1")),
        Secret.of("first"),
        true,
        3799,
        Router.SignaturePolicy.AUTO,
        Optional.empty(),
        Optional.of(when),
        RouterPolicy.DEFAULT);
  }

  @Test
  void one_that_moves_is_where_it_last_was_whatever_the_database_says_meanwhile() throws Exception {
    InetAddress there = InetAddress.getByName("192.0.2.7");
    Router asVerified = moving(Optional.empty());
    routers.replace(List.of(asVerified, moving(2, Optional.empty())));
    for (int i = 1; i < 8; i++) {
      routers.found(asVerified, InetAddress.getByName("192.0.2." + i));
    }
    routers.found(asVerified, there);

    routers.replace(List.of(moving(Optional.of(InetAddress.getByName("192.0.2.1")))));

    assertThat(routers.find(7).orElseThrow().where().now()).contains(there);
    assertThat(routers.all())
        .extracting(router -> router.where().proven())
        .containsExactly(Optional.of(there));
  }

  @Test
  void where_one_that_moves_was_by_a_snapshot_gives_way_to_what_the_database_says()
      throws Exception {
    routers.replace(List.of(moving(Optional.of(InetAddress.getByName("192.0.2.1")))));
    InetAddress later = InetAddress.getByName("192.0.2.9");
    routers.replace(List.of(moving(Optional.of(later))));

    assertThat(routers.find(7).orElseThrow().where().now()).contains(later);
  }

  @Test
  void where_one_that_moves_was_by_a_snapshot_stays_while_the_database_does_not_know_it()
      throws Exception {
    InetAddress there = InetAddress.getByName("192.0.2.1");
    routers.replace(List.of(moving(Optional.of(there))));
    routers.replace(List.of(moving(Optional.empty())));

    assertThat(routers.find(7).orElseThrow().where().now()).contains(there);
  }

  private static Router moving(Optional<InetAddress> proven) {
    return moving(7, proven);
  }

  private static Router moving(long id, Optional<InetAddress> proven) {
    return new Router(
        id,
        "BRAS-" + id,
        new Whereabouts(Optional.empty(), Optional.of("bras-desa"), proven),
        Secret.of("first"),
        true,
        3799,
        Router.SignaturePolicy.AUTO,
        Optional.empty(),
        Optional.empty(),
        RouterPolicy.DEFAULT);
  }

  private Router at() throws Exception {
    return routers.at(InetAddress.getByName("10.0.0.1")).orElseThrow();
  }

  private static Router router(String secret) throws Exception {
    return new Router(
        1,
        "BRAS-1",
        InetAddress.getByName("10.0.0.1"),
        Secret.of(secret),
        true,
        3799,
        Router.SignaturePolicy.AUTO,
        Optional.empty(),
        RouterPolicy.DEFAULT);
  }
}
