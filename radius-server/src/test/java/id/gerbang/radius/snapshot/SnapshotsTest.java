package id.gerbang.radius.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.access.Entitlement;
import id.gerbang.core.access.Grant;
import id.gerbang.core.access.Ipv6Prefix;
import id.gerbang.core.access.Reason;
import id.gerbang.core.dictionary.EncodedAttribute;
import id.gerbang.core.plan.RateLimit;
import id.gerbang.core.router.Isolation;
import id.gerbang.core.router.RouterPolicy;
import id.gerbang.core.seal.Sealer;
import id.gerbang.core.seal.SealingKey;
import id.gerbang.core.session.Granted;
import id.gerbang.radius.MovableClock;
import id.gerbang.radius.accounting.Journal;
import id.gerbang.radius.address.AddressPools;
import id.gerbang.radius.auth.Password;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.session.Place;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.SessionRow;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.RouterRegistry;
import id.gerbang.radius.subscriber.Subscriber;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T05:00:00.123456Z");
  private static final String SECRET = "rahasia-router-yang-tak-terlihat";
  private static final String PASSWORD = "sandi-yang-tak-terlihat";

  private static final JournalPlace PLACE = new JournalPlace(new UUID(1, 2), 34);
  private static final AddressPools.Kept LEASE =
      new AddressPools.Kept(9, 7, 0, 0x0a0a0002, NOON, true);

  @TempDir Path directory;
  private final MovableClock clock = new MovableClock(NOON);
  private Sealer sealer;
  private Journal journal;
  private Path file;

  /** One process's knowledge. */
  private final class Knowledge {
    private final RouterRegistry routers = new RouterRegistry(router -> {});
    private final SubscriberDirectory subscribers = new SubscriberDirectory(clock);
    private final OpenSessions sessions = new OpenSessions();
    private final AddressPools addresses = new AddressPools(journal, clock);

    private Snapshots snapshots(Sealer key) {
      return new Snapshots(
          directory.resolve("snapshot"),
          key,
          routers,
          subscribers,
          sessions,
          addresses,
          () -> PLACE,
          clock,
          new Counters());
    }

    private Knowledge restored(Sealer key) throws Exception {
      snapshots(key).restore(builtIn());
      return this;
    }

    private boolean empty() {
      return !subscribers.loaded() && subscribers.size() == 0 && sessions.size() == 0;
    }
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @BeforeEach
  void key() {
    journal = Journal.open(directory.resolve("journal"));
    sealer = SealingKey.create(directory.resolve("seal.key"));
    file = directory.resolve("snapshot/radius.snapshot");
  }

  @Test
  void what_one_process_knew_the_next_one_knows() throws Exception {
    Knowledge before = written(3);
    clock.move(Duration.ofMinutes(7));

    Knowledge after = new Knowledge().restored(sealer);

    assertThat(subscribers(after)).containsExactlyInAnyOrderElementsOf(subscribers(before));
    assertThat(after.routers.all()).containsExactlyInAnyOrder(router(), builtIn());
    assertThat(after.routers.find(1).orElseThrow().requiresSignature()).isTrue();
    assertThat(after.sessions.all())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("load")
        .containsExactlyInAnyOrderElementsOf(before.sessions.all())
        .hasSize(1);
    assertThat(after.subscribers.macs().find(7, Optional.empty())).contains("4c5e0c112233");
    List<AddressPools.Kept> leases = new ArrayList<>();
    after.addresses.forEach(leases::add);
    assertThat(leases).containsExactly(LEASE);
    assertThat(after.subscribers.knownUntil()).contains(NOON);
    assertThat(after.subscribers.age()).contains(Duration.ofMinutes(7));
  }

  @Test
  void what_subscribers_of_a_plan_have_alike_is_there_once() throws Exception {
    written(500);
    assertThat(Files.size(file)).isLessThan(500 * 150L);

    Knowledge after = new Knowledge().restored(sealer);

    Entitlement one = after.subscribers.find(0).orElseThrow().entitlement();
    Entitlement other = after.subscribers.find(2).orElseThrow().entitlement();
    assertThat(one.rateLimit()).isPresent().isSameAs(other.rateLimit());
    assertThat(one.attributes()).hasSize(1).isSameAs(other.attributes());
    assertThat(after.subscribers.find(1).orElseThrow().entitlement().rateLimit()).isEmpty();
  }

  @Test
  void a_session_that_the_table_does_not_confirm_ended_meanwhile() throws Exception {
    written(1);
    Knowledge after = new Knowledge().restored(sealer);
    assertThat(after.sessions.ofSubscriber(7)).hasSize(1);
    after.sessions.loading();
    after.sessions.loaded();
    assertThat(after.sessions.ofSubscriber(7)).isEmpty();
    assertThat(after.sessions.size()).isZero();
  }

  @Test
  void nothing_in_the_file_can_be_read_and_nobody_else_may_open_it() throws Exception {
    written(100);
    String octets = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(octets).doesNotContain(SECRET, PASSWORD, "budi", "BRAS");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_changed_octet_anywhere_or_a_cut_at_any_length_is_noticed_and_set_aside() throws Exception {
    written(2_000);
    byte[] whole = Files.readAllBytes(file);
    assertThat(whole.length).isGreaterThan(2 * SealedOutput.CHUNK);
    for (int at = 0; at < whole.length; at += 9_973) {
      Files.write(file, whole);
      flip(at);
      assertUnusable();
      Files.write(file, Arrays.copyOf(whole, at));
      assertUnusable();
    }
    assertThat(file.resolveSibling("radius.snapshot.unusable")).exists();
  }

  @Test
  void chunks_can_neither_be_left_out_nor_come_from_another_snapshot() throws Exception {
    written(2_000);
    byte[] one = Files.readAllBytes(file);
    int first = SealedOutput.HEADER;
    int second = first + 4 + ByteBuffer.wrap(one).getInt(first);
    byte[] without = new byte[one.length - (second - first)];
    System.arraycopy(one, 0, without, 0, first);
    System.arraycopy(one, second, without, first, one.length - second);
    Files.write(file, without);
    assertUnusable();

    int upToLast = 0;
    for (int at = first; at < one.length; at += 4 + ByteBuffer.wrap(one).getInt(at)) {
      upToLast = at;
    }
    Files.write(file, Arrays.copyOf(one, upToLast));
    assertUnusable();

    written(2_000);
    byte[] other = Files.readAllBytes(file);
    System.arraycopy(one, first, other, first, second - first);
    Files.write(file, other);
    assertUnusable();
  }

  @Test
  void under_another_key_it_is_not_used_but_kept_for_when_the_right_one_is_back() throws Exception {
    written(1);
    Sealer another = SealingKey.create(directory.resolve("another.key"));
    assertThat(new Knowledge().restored(another).empty()).isTrue();
    assertThat(new Knowledge().restored(sealer).subscribers.size()).isEqualTo(1);
  }

  @Test
  void it_is_not_written_again_while_nothing_new_is_known() throws Exception {
    written(1);
    byte[] first = Files.readAllBytes(file);
    Knowledge after = new Knowledge();
    try (Snapshots snapshots = after.snapshots(sealer)) {
      snapshots.restore(builtIn());
      snapshots.start();
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(first);
  }

  @Test
  void before_anything_is_known_there_is_nothing_to_write() {
    try (Snapshots snapshots = new Knowledge().snapshots(sealer)) {
      snapshots.start();
    }
    assertThat(file).doesNotExist();
  }

  private void assertUnusable() throws Exception {
    Knowledge after = new Knowledge().restored(sealer);
    assertThat(after.empty()).isTrue();
    assertThat(file).doesNotExist();
  }

  private Knowledge written(int subscribers) throws Exception {
    Knowledge knowledge = new Knowledge();
    knowledge.routers.replace(List.of(router(), builtIn()));
    for (int i = 0; i < subscribers; i++) {
      knowledge.subscribers.put(
          new Subscriber(i % 2 == 0 ? full(i) : plain(i), Password.of(i == 1 ? "" : PASSWORD + i)));
    }
    knowledge.sessions.follow(session());
    knowledge.subscribers.macs().restore(7, "4c5e0c112233", NOON);
    knowledge.addresses.restore(LEASE);
    knowledge.subscribers.restored(NOON);
    try (Snapshots snapshots = knowledge.snapshots(sealer)) {
      snapshots.start();
    }
    return knowledge;
  }

  private static List<Subscriber> subscribers(Knowledge knowledge) {
    List<Subscriber> all = new ArrayList<>();
    knowledge.subscribers.forEach(all::add);
    return all;
  }

  private static Entitlement full(long id) throws IOException {
    return new Entitlement(
        id,
        "budi" + id + "@desa.ñ",
        3,
        true,
        Optional.of(Entitlement.Unpaid.slow(new RateLimit.Pair(512_000, 1_000_000))),
        Optional.of(new Entitlement.Hold(Optional.of(NOON), true)),
        Optional.of(NOON.plusSeconds(1)),
        Optional.of((Inet4Address) InetAddress.getByName("10.20.30.40")),
        Optional.of(
            new RateLimit(
                new RateLimit.Pair(1_000, 2_000),
                Optional.of(
                    new RateLimit.Burst(
                        new RateLimit.Pair(3_000, 4_000), new RateLimit.Pair(500, 600), 7, 8)),
                5,
                Optional.of(new RateLimit.Pair(100, 200)))),
        Optional.of("kolam"),
        "aktif",
        new Entitlement.SessionRules(
            2,
            Entitlement.OnLimit.REFUSE,
            Entitlement.MacPolicy.LIST,
            List.of("4c5e0c112233"),
            Optional.of(NOON),
            true,
            Optional.of(3L)),
        Optional.of(12L),
        List.of("10.0.0.0/24 10.0.0.1 1"),
        new Entitlement.Ipv6(
            Optional.of(Ipv6Prefix.parse("2001:db8::/64")),
            Optional.of(Ipv6Prefix.parse("2001:db8:1::/56")),
            Optional.of("v6"),
            Optional.of("pd")),
        List.of(
            new Entitlement.ExtraAttribute(
                "Filter-Id", "x", Optional.of(new EncodedAttribute(11, new byte[] {'x'})))));
  }

  private static Entitlement plain(long id) {
    return new Entitlement(
        id,
        "siti" + id,
        1,
        false,
        Optional.empty(),
        Optional.of(new Entitlement.Hold(Optional.empty())),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "aktif");
  }

  private static Router router() throws IOException {
    return new Router(
        1,
        "BRAS-1",
        InetAddress.getByName("2001:db8::1"),
        Secret.of(SECRET),
        false,
        3800,
        Router.SignaturePolicy.AUTO,
        Optional.of(NOON),
        new RouterPolicy(Isolation.POOL, "daftar", "kolam", "64k/64k"));
  }

  private static Router builtIn() throws IOException {
    return new Router(
        Router.TRY_ID,
        "try",
        InetAddress.getByName("127.66.0.1"),
        Secret.of("try"),
        true,
        3799,
        Router.SignaturePolicy.REQUIRE,
        Optional.empty(),
        RouterPolicy.DEFAULT);
  }

  private static SessionRow session() {
    return new SessionRow(
        new SessionKey(1, "81000001", "budi"),
        2,
        Optional.of(7L),
        "",
        Granted.of(
                Reason.ACTIVE,
                new Grant(
                    Optional.of("5M/10M"),
                    "aktif",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    1))
            .text(),
        new Place(
            Optional.of("10.0.0.2"),
            Optional.empty(),
            Optional.empty(),
            Optional.of("4C:5E:0C:11:22:33"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(15728641L),
            Optional.of("ether2"),
            Optional.empty()),
        NOON.minusSeconds(60),
        NOON,
        NOON.plusSeconds(1),
        id.gerbang.radius.session.Counters.ZERO,
        Optional.empty());
  }

  private void flip(long at) throws IOException {
    try (RandomAccessFile octets = new RandomAccessFile(file.toFile(), "rw")) {
      octets.seek(at);
      int octet = octets.read();
      octets.seek(at);
      octets.write(octet ^ 1);
    }
  }
}
