package id.gerbang.app.bras;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The sessions that are up on one router: how they begin, change and end. */
final class Sessions {

  private final RouterFacts router;
  private final RouterClock clock;
  private final Accounting accounting;
  private final PppProfile profile;
  private final Redials redials;
  private final Executor worker;
  private final Consumer<BrasEvent> listener;
  private final Set<BrasSession> online = ConcurrentHashMap.newKeySet();

  /** Makes an empty table; the worker sends the Stops that nobody waits for. */
  Sessions(
      RouterFacts router,
      RouterClock clock,
      Accounting accounting,
      PppProfile profile,
      Redials redials,
      Executor worker,
      Consumer<BrasEvent> listener) {
    this.router = router;
    this.clock = clock;
    this.accounting = accounting;
    this.profile = profile;
    this.redials = redials;
    this.worker = worker;
    this.listener = listener;
  }

  List<BrasSession> all() {
    return List.copyOf(online);
  }

  boolean isOnline(BrasSession session) {
    return online.contains(session);
  }

  /** Brings up what an Accept grants; empty when it names a pool that the router lacks. */
  Optional<BrasSession> open(Modem modem, SessionId id, Attributes granted) {
    Optional<InetAddress> framedIp = profile.pools().take(granted);
    if (framedIp.isEmpty()) {
      return Optional.empty();
    }
    BrasSession session =
        new BrasSession(
            this, modem, id, framedIp.get(), router.call(modem, id), granted, clock.now());
    synchronized (session.accountingOrder()) {
      online.add(session);
      listener.accept(
          new BrasEvent.Accepted(
              session.username(),
              session.acctSessionId(),
              session.framedIp(),
              session.rateLimit(),
              session.addressList()));
      accounting.start(session);
    }
    return Optional.of(session);
  }

  boolean interim(BrasSession session) {
    synchronized (session.accountingOrder()) {
      return isOnline(session) && accounting.interim(session);
    }
  }

  /** Ends a session from the customer's side; whether its Stop was acknowledged. */
  boolean hangUp(BrasSession session, TerminateCause cause) {
    return online.remove(session) && stop(session, cause);
  }

  /** Ends a session that has lasted as long as it may; the modem will dial again. */
  void timeOut(BrasSession session) {
    if (online.remove(session)) {
      redials.add(session.modem(), clock.now());
      stop(session, TerminateCause.SESSION_TIMEOUT);
    }
  }

  void change(BrasSession session, List<Attribute> changes) {
    List<String> changed = session.apply(changes);
    listener.accept(new BrasEvent.CoaApplied(session.username(), session.acctSessionId(), changed));
  }

  /** Ends a session for the server; its Stop leaves later, so that the ACK need not wait. */
  void disconnect(BrasSession session) {
    if (online.remove(session)) {
      listener.accept(new BrasEvent.Disconnected(session.username(), session.acctSessionId()));
      redials.add(session.modem(), clock.now());
      worker.execute(() -> stop(session, TerminateCause.ADMIN_RESET));
    }
  }

  /** Forgets all sessions, as a power cut does. */
  void vanish() {
    for (BrasSession session : all()) {
      online.remove(session);
      profile.pools().release(session.framedIp());
      redials.add(session.modem(), clock.now());
    }
  }

  private boolean stop(BrasSession session, TerminateCause cause) {
    profile.pools().release(session.framedIp());
    synchronized (session.accountingOrder()) {
      boolean acknowledged = accounting.stop(session, cause);
      listener.accept(new BrasEvent.Ended(session.username(), session.acctSessionId(), cause));
      return acknowledged;
    }
  }

  PppProfile profile() {
    return profile;
  }
}
