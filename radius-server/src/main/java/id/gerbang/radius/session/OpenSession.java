package id.gerbang.radius.session;

import id.gerbang.core.session.Granted;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A live session, as much of it as a login or an act upon it needs. There may be a million:
 * addresses are numbers, times milliseconds, and texts that many have are one object.
 */
public final class OpenSession {

  /** In place of a subscriber where no name of ours is online, as by a secret of the router's. */
  public static final long NOBODY = 0;

  private static final long NO_PORT = -1;

  private final SessionKey key;
  private final int generation;
  private final long subscriberId;
  private final @Nullable Granted granted;
  private final Set<Granted> attempted;
  private final boolean ahead;
  private final int framedIp;
  private final @Nullable String nasIp;
  private final long mac;
  private final @Nullable String station;
  private final long nasPort;
  private final @Nullable String nasPortId;
  private final long startedAt;
  private final long updatedAt;
  private final long heardAt;
  private final int load;

  /**
   * Of a row that is open.
   *
   * @param known what memory has under this key
   * @param load which reading of the whole table it was last seen in
   */
  OpenSession(SessionRow row, @Nullable OpenSession known, Texts texts, int load) {
    OpenSession before = known != null && known.generation == row.generation() ? known : null;
    Optional<Granted> inTable = Granted.parse(row.granted());
    Set<Granted> attemptedInTable = attempted(row);
    boolean told =
        before != null
            && before.granted().equals(inTable)
            && before.attempted.equals(attemptedInTable);
    OpenSession kept = before != null && (told || before.ahead) ? before : null;
    Place place = row.place();
    this.key = known != null ? known.key : texts.shared(row.key());
    this.generation = row.generation();
    this.subscriberId = row.subscriberId().orElse(NOBODY);
    this.ahead = before != null && before.ahead && !told;
    this.granted = kept != null ? kept.granted : inTable.orElse(null);
    this.attempted = kept != null ? kept.attempted : attemptedInTable;
    this.framedIp = PackedAddress.ipv4(place.framedIp().orElse(null));
    this.nasIp = texts.shared(place.nasIp().orElse(null));
    this.mac = PackedAddress.mac(place.callingStationId().orElse(null));
    this.station =
        mac == PackedAddress.NO_MAC ? texts.shared(place.callingStationId().orElse(null)) : null;
    this.nasPort = place.nasPort().orElse(NO_PORT);
    this.nasPortId = texts.shared(place.nasPortId().orElse(null));
    this.startedAt = row.startedAt().toEpochMilli();
    this.updatedAt = row.updatedAt().toEpochMilli();
    this.heardAt = row.heardAt().toEpochMilli();
    this.load = load;
  }

  /** The same, but for what it holds, its address and when it was heard of. */
  private OpenSession(
      OpenSession session,
      @Nullable Granted granted,
      Set<Granted> attempted,
      boolean ahead,
      int framedIp,
      long updatedAt,
      long heardAt) {
    this.key = session.key;
    this.generation = session.generation;
    this.subscriberId = session.subscriberId;
    this.granted = granted;
    this.attempted = attempted;
    this.ahead = ahead;
    this.framedIp = framedIp;
    this.nasIp = session.nasIp;
    this.mac = session.mac;
    this.station = session.station;
    this.nasPort = session.nasPort;
    this.nasPortId = session.nasPortId;
    this.startedAt = session.startedAt;
    this.updatedAt = updatedAt;
    this.heardAt = heardAt;
    this.load = session.load;
  }

  private static Set<Granted> attempted(SessionRow row) {
    return row.attempted().isEmpty()
        ? Set.of()
        : Stream.of(row.attempted().split(" "))
            .flatMap(text -> Granted.parse(text).stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The same, holding what the table does not know of yet. */
  OpenSession holding(Granted grantedNow) {
    return new OpenSession(this, grantedNow, Set.of(), true, framedIp, updatedAt, heardAt);
  }

  /** The same, heard of again. */
  OpenSession heard(SessionRow row) {
    int reported = PackedAddress.ipv4(row.place().framedIp().orElse(null));
    boolean moved =
        reported != PackedAddress.NO_IPV4
            && (framedIp == PackedAddress.NO_IPV4 || row.updatedAt().toEpochMilli() >= updatedAt);
    return new OpenSession(
        this,
        granted,
        attempted,
        ahead,
        moved ? reported : framedIp,
        Math.max(updatedAt, row.updatedAt().toEpochMilli()),
        Math.max(heardAt, row.heardAt().toEpochMilli()));
  }

  public SessionKey key() {
    return key;
  }

  public long routerId() {
    return key.routerId();
  }

  public int generation() {
    return generation;
  }

  /** Whose it is; {@link #NOBODY} of no subscriber. */
  public long subscriberId() {
    return subscriberId;
  }

  /** What it holds; empty when nothing says so. */
  public Optional<Granted> granted() {
    return Optional.ofNullable(granted);
  }

  /** What CoAs that were not answered, perhaps by an earlier run, may have made of it. */
  public Set<Granted> attempted() {
    return attempted;
  }

  /** As last reported: CoA and Disconnect name it. */
  public Optional<String> framedIp() {
    return framedIp == PackedAddress.NO_IPV4
        ? Optional.empty()
        : Optional.of(PackedAddress.ipv4(framedIp));
  }

  /** The same as a number; {@link PackedAddress#NO_IPV4} of none. */
  int address() {
    return framedIp;
  }

  /** As reported by the router itself. */
  public Optional<String> nasIp() {
    return Optional.ofNullable(nasIp);
  }

  /** Who called, as received: of PPPoE a MAC, of SSTP an address. */
  public Optional<String> callingStationId() {
    return mac == PackedAddress.NO_MAC
        ? Optional.ofNullable(station)
        : Optional.of(PackedAddress.mac(mac));
  }

  /** The same as a number, where it is a MAC as RouterOS writes a PPPoE client. */
  public OptionalLong mac() {
    return mac == PackedAddress.NO_MAC ? OptionalLong.empty() : OptionalLong.of(mac);
  }

  public OptionalLong nasPort() {
    return nasPort == NO_PORT ? OptionalLong.empty() : OptionalLong.of(nasPort);
  }

  public Optional<String> nasPortId() {
    return Optional.ofNullable(nasPortId);
  }

  public Instant startedAt() {
    return Instant.ofEpochMilli(startedAt);
  }

  /**
   * When it began by our clock, at the latest: its router's may be hours off, and tells only how
   * long it has lasted. A report that waited at the router makes it later by as long.
   */
  public Instant begunAt() {
    return Instant.ofEpochMilli(heardAt - (updatedAt - startedAt));
  }

  /** Event time of the latest report. */
  public Instant updatedAt() {
    return Instant.ofEpochMilli(updatedAt);
  }

  /** When the latest report came, by our clock. */
  public Instant heardAt() {
    return Instant.ofEpochMilli(heardAt);
  }

  int load() {
    return load;
  }

  @Override
  public String toString() {
    return key + " of subscriber " + subscriberId;
  }
}
