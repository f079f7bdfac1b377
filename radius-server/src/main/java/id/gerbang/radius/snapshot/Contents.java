package id.gerbang.radius.snapshot;

import id.gerbang.radius.session.OpenSession;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.RouterRegistry;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a snapshot holds: up to when everything is known, then routers, subscribers and open
 * sessions, each behind a mark of its kind. Subscribers and sessions go on changing while they are
 * written: what is newer than that instant is read from the database again.
 */
record Contents(RouterRegistry routers, SubscriberDirectory directory, OpenSessions sessions) {

  private static final byte END = 0;
  private static final byte ROUTER = 1;
  private static final byte SUBSCRIBER = 2;
  private static final byte SESSION = 3;

  /** How much there was of each kind. */
  record Counts(Instant knownUntil, long routers, long subscribers, long sessions) {}

  void write(DataOutput out, Instant knownUntil) throws IOException {
    Fields.instant(out, knownUntil);
    for (Router router : routers.all()) {
      if (router.id() != Router.TRY_ID) {
        out.writeByte(ROUTER);
        RouterForm.write(out, router);
      }
    }
    try {
      directory.forEach(
          subscriber ->
              unchecked(
                  () -> {
                    out.writeByte(SUBSCRIBER);
                    SubscriberForm.write(out, subscriber);
                  }));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (OpenSession session : sessions.all()) {
      out.writeByte(SESSION);
      SessionForm.write(out, session);
    }
    out.writeByte(END);
  }

  private interface Writing {
    void run() throws IOException;
  }

  private static void unchecked(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param builtIn a router that no snapshot holds
   */
  Counts read(DataInput in, Router builtIn) throws IOException {
    Instant knownUntil = Fields.instant(in);
    List<Router> known = new ArrayList<>(List.of(builtIn));
    long subscribers = 0;
    long restored = 0;
    for (byte kind = in.readByte(); kind != END; kind = in.readByte()) {
      switch (kind) {
        case ROUTER -> known.add(RouterForm.read(in));
        case SUBSCRIBER -> {
          directory.put(SubscriberForm.read(in));
          subscribers++;
        }
        case SESSION -> {
          sessions.restore(SessionForm.read(in));
          restored++;
        }
        default -> throw new SnapshotException("a record of unknown kind " + kind);
      }
    }
    routers.replace(known);
    return new Counts(knownUntil, known.size() - 1L, subscribers, restored);
  }

  /** Takes back what a damaged snapshot brought. */
  void clear() {
    routers.replace(List.of());
    directory.clear();
    sessions.loading();
    sessions.loaded();
  }

  /** What another snapshot would be worth writing for. */
  Basis basis() {
    return new Basis(
        directory.knownUntil(),
        routers.all().stream().filter(router -> router.firstSigned().isPresent()).count());
  }

  /**
   * @param signing routers whose signature was learned: also without a database
   */
  record Basis(Optional<Instant> knownUntil, long signing) {}
}
