package id.gerbang.app.bras;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A PPP concentrator that speaks RADIUS as MikroTik RouterOS does: dials in modems, accounts for
 * them, and obeys CoA and Disconnect-Requests. Several may live in one process, each at its own
 * loopback address.
 *
 * <p>Time moves by {@link #tick}, called by a test or, when so built, by the BRAS's own timer.
 */
public final class SimulatedBras implements AutoCloseable {

  private static final Logger LOG = System.getLogger(SimulatedBras.class.getName());

  private final RouterFacts router;
  private final RouterClock clock;
  private final RadiusClient client;
  private final Login login;
  private final Accounting accounting;
  private final Sessions sessions;
  private final boolean automaticInterims;
  private final Redials redials;
  private final Consumer<BrasEvent> listener;
  private final Misbehaviour misbehaviour = new Misbehaviour();
  private final SessionIds ids = new SessionIds();
  private final Incoming incoming;
  private final ScheduledThreadPoolExecutor timer;

  SimulatedBras(SimulatedBrasBuilder built) {
    SharedSecret secret = new SharedSecret(built.secret);
    router = built.router();
    clock = new RouterClock(built.clock, misbehaviour);
    listener = built.listener;
    automaticInterims = built.automaticInterims;
    redials = new Redials(built.redialAfter);
    client =
        new RadiusClient(
            router.address(),
            secret,
            built.timeout,
            built.requireMessageAuthenticator,
            misbehaviour);
    login = new Login(router, client, secret, built.authServer());
    accounting = new Accounting(router, clock, client, secret, built.acctServer(), misbehaviour);
    timer =
        new ScheduledThreadPoolExecutor(
            1, this::timerThread, new ThreadPoolExecutor.DiscardPolicy());
    sessions = new Sessions(router, clock, accounting, built.profile(), redials, timer, listener);
    incoming =
        new Incoming(
            sessions, router, built.coaPort, built.serverAddress, secret, misbehaviour, listener);
  }

  /** A BRAS to be, at its own address such as 127.66.0.2: the source of all that it sends. */
  public static SimulatedBrasBuilder at(String address) {
    return new SimulatedBrasBuilder(address);
  }

  void start(Optional<Duration> ownTick) {
    incoming.start();
    ownTick.ifPresent(this::tickEvery);
  }

  private void tickEvery(Duration period) {
    long millis = period.toMillis();
    ScheduledFuture<?> unused =
        timer.scheduleWithFixedDelay(this::tickSafely, millis, millis, TimeUnit.MILLISECONDS);
  }

  private Thread timerThread(Runnable work) {
    Thread thread = new Thread(work, "bras-" + router.identity() + "-timer");
    thread.setDaemon(true);
    return thread;
  }

  public InetAddress address() {
    return router.address();
  }

  public String identity() {
    return router.identity();
  }

  public int coaPort() {
    return incoming.port();
  }

  public ClientCounters counters() {
    return client.counters();
  }

  public IncomingCounters incomingCounters() {
    return incoming.counters();
  }

  public Misbehaviour misbehaviour() {
    return misbehaviour;
  }

  /** The sessions that are up, as {@code /ppp active} lists them. */
  public List<BrasSession> sessions() {
    return sessions.all();
  }

  public List<BrasSession> sessions(String username) {
    return sessions().stream().filter(session -> session.username().equals(username)).toList();
  }

  public DialResult dial(String username, String password, PasswordMethod method, String mac) {
    return dial(Modem.pppoe(username, password, method, mac));
  }

  /** Lets a modem dial: waits for the server, and for its answer to the Start of a session. */
  public DialResult dial(Modem modem) {
    SessionId id = ids.next();
    listener.accept(
        new BrasEvent.Dialled(modem.username(), modem.method(), modem.callingStation()));
    Login.Answer answer = login.ask(modem, id);
    if (answer instanceof Login.Answer.Accept accept) {
      return admit(modem, id, accept.attributes());
    }
    if (answer instanceof Login.Answer.Reject reject) {
      String message = reject.attributes().text(AttributeType.REPLY_MESSAGE).orElse("");
      listener.accept(new BrasEvent.Rejected(modem.username(), message));
      return new DialResult.Rejected(message, reject.attributes());
    }
    if (answer instanceof Login.Answer.Unusable unusable) {
      return failed(modem, unusable.reason());
    }
    listener.accept(new BrasEvent.NotAnswered(modem.username()));
    return new DialResult.NoAnswer();
  }

  private DialResult admit(Modem modem, SessionId id, Attributes granted) {
    Optional<BrasSession> session = sessions.open(modem, id, granted);
    if (session.isPresent()) {
      return new DialResult.Connected(session.get());
    }
    String pool = granted.text(AttributeType.FRAMED_POOL).orElse("");
    return failed(modem, "there is no pool " + pool);
  }

  private DialResult failed(Modem modem, String reason) {
    listener.accept(new BrasEvent.FailedAtRouter(modem.username(), reason));
    return new DialResult.FailedAtRouter(reason);
  }

  /**
   * Does all that is due: ends sessions past their Session-Timeout, sends interims if they are
   * automatic, lets modems dial again.
   */
  public synchronized void tick(Instant now) {
    for (BrasSession session : sessions()) {
      if (session.isTimedOut(now)) {
        sessions.timeOut(session);
      } else if (automaticInterims && session.isInterimDue(now)) {
        session.interimSentAt(now);
        sessions.interim(session);
      }
    }
    for (Modem modem : redials.takeDue(now)) {
      if (!(dial(modem) instanceof DialResult.Connected)) {
        redials.add(modem, now);
      }
    }
  }

  private void tickSafely() {
    try {
      tick(clock.now());
    } catch (RuntimeException failed) {
      LOG.log(Level.WARNING, "a tick of BRAS " + identity() + " failed", failed);
    }
  }

  /** Power comes back: sessions are gone without a Stop, the boot digit of ids moves on. */
  public void rebootSilently() {
    reboot(ids.bootDigit() + 1);
  }

  /** A silent reboot after which ids carry this boot digit; a former one makes them come again. */
  public void reboot(int bootDigit) {
    sessions.vanish();
    ids.boot(bootDigit);
    clock.boot();
  }

  /** Whether the server acknowledged an Accounting-On. */
  public boolean sendAccountingOn() {
    return accounting.router(AccountingStatus.ACCOUNTING_ON);
  }

  /** Whether the server acknowledged an Accounting-Off. */
  public boolean sendAccountingOff() {
    return accounting.router(AccountingStatus.ACCOUNTING_OFF);
  }

  /** Goes away as if its power were cut: no Stop is sent. */
  @Override
  public void close() {
    incoming.close();
    timer.shutdownNow();
  }
}
