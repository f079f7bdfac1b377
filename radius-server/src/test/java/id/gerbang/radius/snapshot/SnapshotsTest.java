package id.gerbang.radius.snapshot;

import static id.gerbang.radius.snapshot.KnownThings.LEASE;
import static id.gerbang.radius.snapshot.KnownThings.NOON;
import static id.gerbang.radius.snapshot.KnownThings.builtIn;
import static id.gerbang.radius.snapshot.KnownThings.router;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.access.Entitlement;
import id.gerbang.core.router.RouterPolicy;
import id.gerbang.radius.address.AddressPools;
import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.Subscriber;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one process knew the next one knows. */
class SnapshotsTest {

  @TempDir private Path directory;
  private SnapshotFolder folder;

  @BeforeEach
  void open() {
    folder = new SnapshotFolder(directory);
  }

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void what_one_process_knew_the_next_one_knows() throws Exception {
    SnapshotFolder.Knowledge before = folder.written(3);
    folder.clock.move(Duration.ofMinutes(7));

    SnapshotFolder.Knowledge after = folder.restored(folder.sealer);

    assertThat(subscribers(after)).containsExactlyInAnyOrderElementsOf(subscribers(before));
    assertThat(after.routers.all()).containsExactlyInAnyOrder(router(), builtIn());
    assertThat(after.routers.find(1).orElseThrow().requiresSignature()).isTrue();
    assertThat(after.sessions.everybodys())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("load")
        .containsExactlyInAnyOrderElementsOf(before.sessions.everybodys().toList())
        .hasSize(2);
    assertThat(after.sessions.ofNobody()).isEqualTo(1);
    assertThat(after.subscribers.macs().find(7, Optional.empty())).contains("4c5e0c112233");
    List<AddressPools.Kept> leases = new ArrayList<>();
    after.addresses.forEach(leases::add);
    assertThat(leases).containsExactly(LEASE);
    assertThat(after.subscribers.knownUntil()).contains(NOON);
    assertThat(after.subscribers.age()).contains(Duration.ofMinutes(7));
  }

  @Test
  void what_subscribers_of_a_plan_have_alike_is_there_once() throws Exception {
    folder.written(500);
    assertThat(Files.size(folder.file)).isLessThan(500 * 150L);

    SnapshotFolder.Knowledge after = folder.restored(folder.sealer);

    Entitlement one = after.subscribers.find(0).orElseThrow().entitlement();
    Entitlement other = after.subscribers.find(2).orElseThrow().entitlement();
    assertThat(one.rateLimit()).isPresent().isSameAs(other.rateLimit());
    assertThat(one.attributes()).hasSize(1).isSameAs(other.attributes());
    assertThat(after.subscribers.find(1).orElseThrow().entitlement().rateLimit()).isEmpty();
  }

  @Test
  void a_session_that_the_table_does_not_confirm_ended_meanwhile() throws Exception {
    folder.written(1);
    SnapshotFolder.Knowledge after = folder.restored(folder.sealer);
    assertThat(after.sessions.ofSubscriber(7)).hasSize(1);
    after.sessions.loading();
    after.sessions.loaded();
    assertThat(after.sessions.ofSubscriber(7)).isEmpty();
    assertThat(after.sessions.size()).isZero();
  }

  @Test
  void it_is_not_written_again_while_nothing_new_is_known() throws Exception {
    folder.written(1);
    byte[] first = Files.readAllBytes(folder.file);
    SnapshotFolder.Knowledge after = folder.new Knowledge();
    try (Snapshots snapshots = after.snapshots(folder.sealer)) {
      snapshots.restore(builtIn());
      snapshots.start();
    }
    assertThat(Files.readAllBytes(folder.file)).isEqualTo(first);
  }

  /** As while the database is away: then nothing else says that there is something to write. */
  @ParameterizedTest
  @ValueSource(strings = {"a signature", "a first MAC", "a lease"})
  void what_is_learned_without_the_database_is_written_too(String what) throws Exception {
    folder.written(1);
    byte[] first = Files.readAllBytes(folder.file);
    SnapshotFolder.Knowledge after = folder.new Knowledge();
    try (Snapshots snapshots = after.snapshots(folder.sealer)) {
      snapshots.restore(builtIn());
      switch (what) {
        case "a signature" -> after.routers.replace(List.of(router(), signing()));
        case "a first MAC" -> after.subscribers.macs().restore(8, "4c5e0c112244", NOON);
        default -> after.addresses.restore(new AddressPools.Kept(9, 8, 0, 0x0a0a0003, NOON, true));
      }
      snapshots.start();
    }
    assertThat(Files.readAllBytes(folder.file)).isNotEqualTo(first);
  }

  private static Router signing() throws Exception {
    return new Router(
        2,
        "BRAS-2",
        InetAddress.getByName("2001:db8::2"),
        Secret.of("testing123"),
        true,
        3799,
        Router.SignaturePolicy.AUTO,
        Optional.of(NOON),
        RouterPolicy.DEFAULT);
  }

  @Test
  void before_anything_is_known_there_is_nothing_to_write() {
    try (Snapshots snapshots = folder.new Knowledge().snapshots(folder.sealer)) {
      snapshots.start();
    }
    assertThat(folder.file).doesNotExist();
  }

  private static List<Subscriber> subscribers(SnapshotFolder.Knowledge knowledge) {
    List<Subscriber> all = new ArrayList<>();
    knowledge.subscribers.forEach(all::add);
    return all;
  }
}
