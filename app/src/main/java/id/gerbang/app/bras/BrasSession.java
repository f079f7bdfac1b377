package id.gerbang.app.bras;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One PPP session on a simulated BRAS. */
public final class BrasSession {

  private final Sessions sessions;
  private final Modem modem;
  private final SessionId id;
  private final InetAddress framedIp;
  private final List<Attribute> call;
  private final Instant connectedAt;
  private final Object accountingOrder = new Object();

  private volatile Attributes granted;
  private volatile Traffic traffic = Traffic.NONE;
  private volatile Instant lastInterimAt;

  BrasSession(
      Sessions sessions,
      Modem modem,
      SessionId id,
      InetAddress framedIp,
      List<Attribute> call,
      Attributes granted,
      Instant connectedAt) {
    this.sessions = sessions;
    this.modem = modem;
    this.id = id;
    this.framedIp = framedIp;
    this.call = List.copyOf(call);
    this.granted = granted;
    this.connectedAt = connectedAt;
    this.lastInterimAt = connectedAt;
  }

  public String username() {
    return modem.username();
  }

  public String acctSessionId() {
    return id.text();
  }

  public InetAddress framedIp() {
    return framedIp;
  }

  public Instant connectedAt() {
    return connectedAt;
  }

  /** Mikrotik-Rate-Limit as received last, by Accept or CoA. */
  public Optional<String> rateLimit() {
    return granted.text(AttributeType.MIKROTIK_RATE_LIMIT);
  }

  public Optional<String> addressList() {
    return granted.text(AttributeType.MIKROTIK_ADDRESS_LIST);
  }

  public Optional<Duration> sessionTimeout() {
    return seconds(AttributeType.SESSION_TIMEOUT);
  }

  /** Acct-Interim-Interval of the Accept, otherwise the router's own; zero: no interims. */
  public Duration interimInterval() {
    return seconds(AttributeType.ACCT_INTERIM_INTERVAL)
        .filter(interval -> !interval.isZero())
        .orElse(sessions.profile().interimUpdate());
  }

  /** Class as received, which accounting returns. */
  public List<Attribute> classAttributes() {
    return granted.all(AttributeType.CLASS);
  }

  /** All that the Accept granted, with what CoA changed since. */
  public Attributes granted() {
    return granted;
  }

  public Traffic traffic() {
    return traffic;
  }

  public boolean isOnline() {
    return sessions.isOnline(this);
  }

  /** Lets traffic flow: input from the client (its upload), output to the client. */
  public synchronized void transfer(long inputBytes, long outputBytes) {
    traffic = traffic.plus(inputBytes, outputBytes);
  }

  /** Sends an Interim-Update now; whether it was acknowledged. */
  public boolean interim() {
    return sessions.interim(this);
  }

  /** Ends the session; whether its Stop was acknowledged. */
  public boolean hangUp(TerminateCause cause) {
    return sessions.hangUp(this, cause);
  }

  Modem modem() {
    return modem;
  }

  /** What the Access-Request said of the call, repeated in accounting. */
  List<Attribute> call() {
    return call;
  }

  /** Held while a record of this session is on its way, so that they leave one after another. */
  Object accountingOrder() {
    return accountingOrder;
  }

  /** Whether this session has exactly this identifying attribute. */
  boolean isIdentifiedBy(Attribute given) {
    return call.contains(given)
        || given.equals(Attribute.address(AttributeType.FRAMED_IP_ADDRESS, framedIp));
  }

  /** Takes new values over; what changed, as {@code Attribute: old -> new}. */
  synchronized List<String> apply(List<Attribute> changes) {
    List<String> changed = new ArrayList<>();
    for (Attribute change : changes) {
      String before =
          change.type().flatMap(granted::first).map(Attribute::printed).orElse("(none)");
      changed.add(change.title() + ": " + before + " -> " + change.printed());
    }
    granted = granted.replacedBy(changes);
    return changed;
  }

  void interimSentAt(Instant now) {
    lastInterimAt = now;
  }

  boolean isInterimDue(Instant now) {
    Duration interval = interimInterval();
    return !interval.isZero() && !now.isBefore(lastInterimAt.plus(interval));
  }

  /** RFC 2865 §5.27: the timeout counts from the start of the session, also when CoA set it. */
  boolean isTimedOut(Instant now) {
    return sessionTimeout().map(connectedAt::plus).filter(end -> !now.isBefore(end)).isPresent();
  }

  private Optional<Duration> seconds(AttributeType type) {
    return granted.integer(type).stream().mapToObj(Duration::ofSeconds).findFirst();
  }

  @Override
  public String toString() {
    return username() + " " + acctSessionId() + " " + framedIp.getHostAddress();
  }
}
