package id.gerbang.radius.snapshot;

import static id.gerbang.radius.snapshot.KnownThings.LEASE;
import static id.gerbang.radius.snapshot.KnownThings.NOON;
import static id.gerbang.radius.snapshot.KnownThings.PASSWORD;
import static id.gerbang.radius.snapshot.KnownThings.builtIn;
import static id.gerbang.radius.snapshot.KnownThings.full;
import static id.gerbang.radius.snapshot.KnownThings.plain;
import static id.gerbang.radius.snapshot.KnownThings.router;
import static id.gerbang.radius.snapshot.KnownThings.session;

import id.gerbang.core.seal.Sealer;
import id.gerbang.core.seal.SealingKey;
import id.gerbang.radius.MovableClock;
import id.gerbang.radius.accounting.Journal;
import id.gerbang.radius.address.AddressPools;
import id.gerbang.radius.auth.Password;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.subscriber.RouterRegistry;
import id.gerbang.radius.subscriber.Subscriber;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where processes write down what they know, and read what the one before them knew. */
final class SnapshotFolder implements AutoCloseable {

  private static final JournalPlace PLACE = new JournalPlace(new UUID(1, 2), 34);

  final MovableClock clock = new MovableClock(NOON);
  final Path directory;
  final Path file;
  final Sealer sealer;
  private final Journal journal;

  SnapshotFolder(Path directory) {
    this.directory = directory;
    journal = Journal.open(directory.resolve("journal"));
    sealer = SealingKey.create(directory.resolve("seal.key"));
    file = directory.resolve("snapshot/radius.snapshot");
  }

  /** One process's knowledge. */
  final class Knowledge {
    final RouterRegistry routers = new RouterRegistry(router -> {});
    final SubscriberDirectory subscribers = new SubscriberDirectory(clock);
    final OpenSessions sessions = new OpenSessions();
    final AddressPools addresses = new AddressPools(journal, sessions, clock);

    Snapshots snapshots(Sealer key) {
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

    boolean empty() {
      return !subscribers.loaded()
          && subscribers.size() == 0
          && subscribers.macs().size() == 0
          && sessions.everybodys().findAny().isEmpty()
          && addresses.leased() == 0;
    }
  }

  /** The knowledge of a process that wrote it down. */
  Knowledge written(int subscribers) throws Exception {
    Knowledge knowledge = new Knowledge();
    knowledge.routers.replace(List.of(router(), builtIn()));
    for (int i = 0; i < subscribers; i++) {
      knowledge.subscribers.put(
          new Subscriber(i % 2 == 0 ? full(i) : plain(i), Password.of(i == 1 ? "" : PASSWORD + i)));
    }
    knowledge.sessions.follow(session(Optional.of(7L)));
    knowledge.sessions.follow(session(Optional.empty()));
    knowledge.subscribers.macs().restore(7, "4c5e0c112233", NOON);
    knowledge.addresses.restore(LEASE);
    knowledge.subscribers.restored(NOON);
    try (Snapshots snapshots = knowledge.snapshots(sealer)) {
      snapshots.start();
    }
    return knowledge;
  }

  /** What the next process knows from the start, if this is its key. */
  Knowledge restored(Sealer key) throws Exception {
    Knowledge next = new Knowledge();
    next.snapshots(key).restore(builtIn());
    return next;
  }

  @Override
  public void close() {
    journal.close();
  }
}
