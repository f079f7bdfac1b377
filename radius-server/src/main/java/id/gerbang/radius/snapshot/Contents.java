package id.gerbang.radius.snapshot;

import id.gerbang.radius.address.AddressPools;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a snapshot holds: up to when everything is known, and up to which place in which journal;
 * then routers, subscribers behind their terms, their first MACs, leases and open sessions, each
 * behind a mark of its kind. Subscribers and sessions go on changing while they are written: what
 * is newer than that instant is read from the database again.
 */
record Contents(
    RouterRegistry routers,
    SubscriberDirectory directory,
    OpenSessions sessions,
    AddressPools addresses) {

  private static final byte END = 0;
  private static final byte ROUTER = 1;
  private static final byte SUBSCRIBER = 2;
  private static final byte SESSION = 3;
  private static final byte FIRST_MAC = 4;
  private static final byte LEASE = 5;
  private static final byte TERMS = 6;

  /** So many different terms are written once each; beyond that some are written again. */
  private static final int MOST_TERMS = 10_000;

  /** How much there was of each kind. */
  record Counts(
      Instant knownUntil, JournalPlace place, long routers, long subscribers, long sessions) {}

  void write(DataOutput out, Instant knownUntil, JournalPlace place) throws IOException {
    Fields.instant(out, knownUntil);
    out.writeLong(place.journal().getMostSignificantBits());
    out.writeLong(place.journal().getLeastSignificantBits());
    out.writeLong(place.position());
    for (Router router : routers.all()) {
      if (router.id() != Router.TRY_ID) {
        out.writeByte(ROUTER);
        RouterForm.write(out, router);
      }
    }
    try {
      TermsWriter terms = new TermsWriter(out);
      directory.forEach(
          subscriber ->
              unchecked(
                  () -> {
                    int number = terms.number(Terms.of(subscriber.entitlement()));
                    out.writeByte(SUBSCRIBER);
                    SubscriberForm.write(out, subscriber, number);
                  }));
      directory
          .macs()
          .forEach(
              (subscriberId, mac, at) ->
                  unchecked(
                      () -> {
                        out.writeByte(FIRST_MAC);
                        out.writeLong(subscriberId);
                        out.writeUTF(mac);
                        Fields.instant(out, at);
                      }));
      addresses.forEach(
          lease ->
              unchecked(
                  () -> {
                    out.writeByte(LEASE);
                    LeaseForm.write(out, lease);
                  }));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (OpenSession session : (Iterable<OpenSession>) sessions.everybodys()::iterator) {
      out.writeByte(SESSION);
      SessionForm.write(out, session);
    }
    out.writeByte(END);
  }

  /** Writes terms before the first subscriber who has them. */
  private static final class TermsWriter {

    private final DataOutput out;
    private final Map<Terms, Integer> numbers = new HashMap<>();
    private int written;

    TermsWriter(DataOutput out) {
      this.out = out;
    }

    int number(Terms terms) throws IOException {
      Integer known = numbers.get(terms);
      if (known != null) {
        return known;
      }
      out.writeByte(TERMS);
      terms.write(out);
      if (numbers.size() >= MOST_TERMS) {
        numbers.clear();
      }
      numbers.put(terms, written);
      return written++;
    }
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
    JournalPlace place = new JournalPlace(new UUID(in.readLong(), in.readLong()), in.readLong());
    List<Router> known = new ArrayList<>(List.of(builtIn));
    List<Terms> terms = new ArrayList<>();
    long subscribers = 0;
    long restored = 0;
    for (byte kind = in.readByte(); kind != END; kind = in.readByte()) {
      switch (kind) {
        case ROUTER -> known.add(RouterForm.read(in));
        case TERMS -> terms.add(Terms.read(in));
        case SUBSCRIBER -> {
          directory.put(SubscriberForm.read(in, terms));
          subscribers++;
        }
        case SESSION -> {
          sessions.restore(SessionForm.read(in));
          restored++;
        }
        case FIRST_MAC -> directory.macs().restore(in.readLong(), in.readUTF(), Fields.instant(in));
        case LEASE -> addresses.restore(LeaseForm.read(in));
        default -> throw new SnapshotException("a record of unknown kind " + kind);
      }
    }
    routers.replace(known);
    return new Counts(knownUntil, place, known.size() - 1L, subscribers, restored);
  }

  /** Takes back what a damaged snapshot brought. */
  void clear() {
    routers.replace(List.of());
    directory.clear();
    sessions.loading();
    sessions.loaded();
    addresses.clear();
  }

  /** What another snapshot would be worth writing for. */
  Basis basis() {
    return new Basis(
        directory.knownUntil(),
        routers.all().stream().filter(router -> router.firstSigned().isPresent()).count(),
        directory.macs().size(),
        addresses.leased());
  }

  /**
   * @param signing routers whose signature was learned: also without a database, as the rest
   */
  record Basis(Optional<Instant> knownUntil, long signing, long macs, long leases) {}
}
