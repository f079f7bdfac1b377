package id.gerbang.radius.subscriber;

import static id.gerbang.radius.subscriber.DirectoryFixture.budi;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.access.Decision;
import id.gerbang.core.access.Entitlement;
import id.gerbang.core.access.Reason;
import id.gerbang.core.plan.RateLimit;
import id.gerbang.core.router.RouterPolicy;
import id.gerbang.radius.MovableClock;
import id.gerbang.radius.auth.Password;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubscriberDirectoryTest {

  private static final Instant NOON = Instant.parse("2026-03-01T05:00:00Z");

  private final MovableClock clock = new MovableClock(NOON);
  private final SubscriberDirectory directory = new SubscriberDirectory(clock);

  @Test
  void an_expiry_after_the_last_refresh_is_not_enforced_while_the_directory_is_stale() {
    directory.put(subscriber(budi(Optional.empty(), Optional.of(NOON.plusSeconds(60)))));
    directory.refreshed();

    clock.move(Duration.ofMinutes(4));
    assertThat(decision().reason()).isEqualTo(Reason.ISOLATED_EXPIRED);
    clock.move(Duration.ofMinutes(2));
    assertThat(decision().reason()).isEqualTo(Reason.GRACE);
    directory.refreshed();
    assertThat(decision().reason()).isEqualTo(Reason.ISOLATED_EXPIRED);
  }

  @Test
  void grace_has_no_end_or_the_router_would_hang_up_after_a_second() {
    directory.put(subscriber(budi(Optional.empty(), Optional.of(NOON.plusSeconds(60)))));
    directory.refreshed();
    clock.move(Duration.ofMinutes(6));

    assertThat(decision())
        .isInstanceOfSatisfying(
            Decision.Accept.class, accept -> assertThat(accept.grant().end()).isEmpty());
  }

  @Test
  void who_is_slowed_is_not_isolated_for_an_expiry_after_the_last_refresh_either() {
    RateLimit.Pair most = new RateLimit.Pair(512_000, 1_000_000);
    directory.put(
        subscriber(
            budi(Optional.of(Entitlement.Unpaid.slow(most)), Optional.of(NOON.plusSeconds(60)))));
    directory.refreshed();
    clock.move(Duration.ofMinutes(6));

    assertThat(decision().reason()).isEqualTo(Reason.SLOWED_UNPAID);
    assertThat(decision())
        .isInstanceOfSatisfying(
            Decision.Accept.class, accept -> assertThat(accept.grant().end()).isEmpty());
  }

  @Test
  void nor_is_who_was_paused_until_then() {
    directory.put(subscriber(held(new Entitlement.Hold(Optional.of(NOON.plusSeconds(120)), true))));
    directory.refreshed();
    clock.move(Duration.ofMinutes(6));

    assertThat(decision().reason()).isEqualTo(Reason.GRACE);
  }

  @Test
  void who_is_paused_stays_so_while_the_directory_is_stale() {
    directory.put(subscriber(held(new Entitlement.Hold(Optional.empty(), true))));
    directory.refreshed();
    clock.move(Duration.ofMinutes(6));

    assertThat(decision().reason()).isEqualTo(Reason.PAUSED);
  }

  private static Entitlement held(Entitlement.Hold hold) {
    return new Entitlement(
        1,
        "budi",
        1,
        false,
        Optional.empty(),
        Optional.of(hold),
        Optional.of(NOON.plusSeconds(60)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "aktif");
  }

  @Test
  void the_first_device_stays_the_first_while_its_subscriber_can_t_be_read() {
    directory.put(named(1, "budi"));
    directory.macs().learn(1, "4c5e0c112233", Optional.empty(), NOON);

    directory.putUnreadable(1);
    directory.put(named(1, "budi"));
    assertThat(directory.macs().find(1, Optional.empty())).contains("4c5e0c112233");

    directory.putUnreadable(1);
    directory.retain(List.of());
    assertThat(directory.macs().size()).isZero();
  }

  /** As what a snapshot or the journal tells of one that was deleted before the start. */
  @Test
  void of_whom_nothing_else_is_known_the_first_mac_is_forgotten_too() {
    directory.put(named(1, "budi"));
    directory.macs().restore(1, "4c5e0c112233", NOON);
    directory.macs().restore(2, "4c5e0c112244", NOON);

    directory.retain(List.of(1L));

    assertThat(directory.macs().find(1, Optional.empty())).isPresent();
    assertThat(directory.macs().size()).isEqualTo(1);
  }

  @Test
  void what_was_narrow_before_the_last_refresh_stays_so_while_the_directory_is_stale() {
    directory.put(subscriber(budi(Optional.of(Entitlement.Unpaid.ISOLATE), Optional.empty())));
    directory.refreshed();
    clock.move(Duration.ofHours(1));

    assertThat(decision().reason()).isEqualTo(Reason.ISOLATED_UNPAID);
  }

  @Test
  void knowledge_ages_by_the_time_that_passes_not_by_the_clock_on_the_wall() {
    directory.put(subscriber(budi(Optional.empty(), Optional.empty())));
    directory.refreshed();
    clock.jump(Duration.ofDays(365));
    assertThat(directory.age()).contains(Duration.ZERO);
    clock.move(Duration.ofMinutes(6));
    assertThat(directory.age()).contains(Duration.ofMinutes(6));
    assertThat(directory.stale()).isTrue();
  }

  @Test
  void a_snapshot_is_as_old_as_its_knowledge_not_as_this_process() {
    directory.put(subscriber(budi(Optional.empty(), Optional.of(NOON.minusSeconds(60)))));
    directory.restored(NOON.minus(Duration.ofMinutes(4)));
    assertThat(directory.fromSnapshot()).isTrue();
    assertThat(decision().reason()).isEqualTo(Reason.ISOLATED_EXPIRED);

    clock.move(Duration.ofMinutes(2));
    assertThat(directory.age()).contains(Duration.ofMinutes(6));
    assertThat(decision().reason()).isEqualTo(Reason.GRACE);

    directory.refreshed();
    assertThat(directory.fromSnapshot()).isFalse();
    assertThat(decision().reason()).isEqualTo(Reason.ISOLATED_EXPIRED);
  }

  @Test
  void a_snapshot_from_the_future_is_no_fresh_one() {
    directory.restored(NOON.plus(Duration.ofHours(1)));
    assertThat(directory.stale()).isTrue();
  }

  @Test
  void two_subscribers_may_swap_their_names_in_one_change() {
    directory.put(named(1, "budi"));
    directory.put(named(2, "siti"));

    directory.put(named(1, "siti"));
    directory.put(named(2, "budi"));

    assertThat(directory.find("siti").orElseThrow().entitlement().subscriberId()).isEqualTo(1);
    assertThat(directory.find("budi").orElseThrow().entitlement().subscriberId()).isEqualTo(2);
  }

  @Test
  void a_name_given_on_outlives_the_removal_of_who_had_it() {
    directory.put(named(1, "budi"));
    directory.put(named(2, "budi"));
    directory.remove(1);

    assertThat(directory.find("budi").orElseThrow().entitlement().subscriberId()).isEqualTo(2);
    directory.retain(List.of());
    assertThat(directory.find("budi")).isEmpty();
    assertThat(directory.size()).isZero();
  }

  private Decision decision() {
    return directory.decide(directory.find(1).orElseThrow(), RouterPolicy.DEFAULT, clock.instant());
  }

  private static Subscriber named(long id, String name) {
    return subscriber(DirectoryFixture.named(id, name));
  }

  private static Subscriber subscriber(Entitlement entitlement) {
    return new Subscriber(entitlement, Password.of("rahasia"));
  }
}
