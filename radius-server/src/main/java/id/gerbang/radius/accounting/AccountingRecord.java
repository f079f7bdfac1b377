package id.gerbang.radius.accounting;

import id.gerbang.core.dictionary.Ipv6Text;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.PrintableText;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.session.ClassCodec;
import id.gerbang.radius.session.Counters;
import id.gerbang.radius.session.Place;
import id.gerbang.radius.session.RouterLoss;
import id.gerbang.radius.session.SessionClass;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.SessionReport;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** What an Accounting-Request means (RFC 2866 §5.1). */
sealed interface AccountingRecord {

  /** It reports one session. */
  record OfSession(SessionReport report) implements AccountingRecord {}

  /** Accounting-On or -Off: the router has lost every session that it had. */
  record OfRouter(RouterLoss loss) implements AccountingRecord {}

  /** A status of tunnels, or one we don't know: answered, and nothing to apply. */
  record OfNothing(long status) implements AccountingRecord {}

  /** Without status or session id there is nothing that could be kept. */
  static boolean isComplete(RadiusPacket packet) {
    long status = packet.integer(Attribute.ACCT_STATUS_TYPE, 0);
    return status != 0
        && (packet.octets(Attribute.ACCT_SESSION_ID).filter(id -> id.length > 0).isPresent()
            || status == Reader.ON
            || status == Reader.OFF);
  }

  /** Reads records; knows which Class is ours, and whose name belongs to which subscriber. */
  final class Reader {

    private static final long START = 1;
    private static final long STOP = 2;
    private static final long INTERIM = 3;
    private static final long ON = 7;
    private static final long OFF = 8;
    private static final long CAUSE_ADMIN_REBOOT = 7;
    private static final long CAUSE_NAS_REBOOT = 11;
    private static final Duration BELIEVABLE = Duration.ofHours(24);
    private static final long DAY_SECONDS = 86_400;

    private final ClassCodec classes;
    private final Function<String, Optional<Long>> subscriberNamed;

    Reader(ClassCodec classes, Function<String, Optional<Long>> subscriberNamed) {
      this.classes = classes;
      this.subscriberNamed = subscriberNamed;
    }

    static Reader of(ClassCodec classes, SubscriberDirectory directory) {
      return new Reader(
          classes, name -> directory.named(name).map(found -> found.entitlement().subscriberId()));
    }

    AccountingRecord read(JournalEntry.Accounting entry, RadiusPacket packet) {
      long status = packet.integer(Attribute.ACCT_STATUS_TYPE, 0);
      Instant at = eventAt(packet, entry.arrivedAt());
      if (status == ON || status == OFF) {
        return new OfRouter(
            new RouterLoss(
                entry.routerId(),
                text(packet, Attribute.NAS_IDENTIFIER),
                status == ON ? CAUSE_NAS_REBOOT : CAUSE_ADMIN_REBOOT,
                Optional.of(at),
                sentAt(packet, entry.arrivedAt())));
      }
      SessionReport.Kind kind;
      if (status == START) {
        kind = SessionReport.Kind.START;
      } else if (status == STOP) {
        kind = SessionReport.Kind.STOP;
      } else if (status == INTERIM) {
        kind = SessionReport.Kind.INTERIM;
      } else {
        return new OfNothing(status);
      }
      String classText = text(packet, Attribute.CLASS).orElse("");
      Optional<SessionClass> sessionClass = classes.read(classText);
      Optional<String> username =
          packet.count(Attribute.USER_NAME) == 1
              ? packet.exactText(Attribute.USER_NAME)
              : Optional.empty();
      SessionKey key =
          new SessionKey(
              entry.routerId(),
              text(packet, Attribute.ACCT_SESSION_ID).orElse(""),
              text(packet, Attribute.USER_NAME).orElse(""));
      return new OfSession(
          new SessionReport(
              kind,
              key,
              classText,
              sessionClass,
              sessionClass
                  .map(SessionClass::subscriberId)
                  .or(() -> username.flatMap(subscriberNamed)),
              place(packet),
              counters(packet),
              number(packet, Attribute.ACCT_TERMINATE_CAUSE),
              at,
              entry.arrivedAt()));
    }

    /**
     * When it happened: Event-Timestamp where it is within a day of our clock (a router without NTP
     * says 1970), else by our clock.
     */
    private static Instant eventAt(RadiusPacket packet, Instant arrivedAt) {
      long timestamp = packet.integer(Attribute.EVENT_TIMESTAMP, 0);
      Instant claimed = Instant.ofEpochSecond(timestamp);
      if (Duration.between(claimed, arrivedAt).abs().compareTo(BELIEVABLE) <= 0) {
        return claimed;
      }
      return sentAt(packet, arrivedAt);
    }

    /** Arrival less Acct-Delay-Time, unless that is more than a day. */
    private static Instant sentAt(RadiusPacket packet, Instant arrivedAt) {
      long delay = packet.integer(Attribute.ACCT_DELAY_TIME, 0);
      return delay > DAY_SECONDS ? arrivedAt : arrivedAt.minusSeconds(delay);
    }

    private static Counters counters(RadiusPacket packet) {
      return new Counters(
          packet.integer(Attribute.ACCT_SESSION_TIME, 0),
          octets(packet, Attribute.ACCT_INPUT_GIGAWORDS, Attribute.ACCT_INPUT_OCTETS),
          octets(packet, Attribute.ACCT_OUTPUT_GIGAWORDS, Attribute.ACCT_OUTPUT_OCTETS),
          packet.integer(Attribute.ACCT_INPUT_PACKETS, 0),
          packet.integer(Attribute.ACCT_OUTPUT_PACKETS, 0));
    }

    /** Counters past 2^63 are no count of anything, and are not guessed at. */
    private static long octets(RadiusPacket packet, int gigawords, int octets) {
      return Math.max(0, Counters.octets(packet.integer(gigawords, 0), packet.integer(octets, 0)));
    }

    private static Place place(RadiusPacket packet) {
      return new Place(
          packet.ipv4(Attribute.FRAMED_IP_ADDRESS).map(InetAddress::getHostAddress),
          prefix(packet, Attribute.FRAMED_IPV6_PREFIX),
          prefix(packet, Attribute.DELEGATED_IPV6_PREFIX),
          text(packet, Attribute.CALLING_STATION_ID),
          text(packet, Attribute.CALLED_STATION_ID),
          packet
              .ipv4(Attribute.NAS_IP_ADDRESS)
              .map(InetAddress::getHostAddress)
              .or(() -> packet.ipv6(Attribute.NAS_IPV6_ADDRESS).map(InetAddress::getHostAddress)),
          text(packet, Attribute.NAS_IDENTIFIER),
          number(packet, Attribute.NAS_PORT),
          text(packet, Attribute.NAS_PORT_ID),
          number(packet, Attribute.NAS_PORT_TYPE));
    }

    /** RFC 3162 §2.3: a reserved octet, the length, and as many octets as the sender liked. */
    private static Optional<String> prefix(RadiusPacket packet, int type) {
      return packet
          .octets(type)
          .filter(value -> value.length >= 2 && value.length <= 18 && (value[1] & 0xff) <= 128)
          .map(
              value -> {
                byte[] address = Arrays.copyOf(Arrays.copyOfRange(value, 2, value.length), 16);
                return Ipv6Text.of(address) + "/" + (value[1] & 0xff);
              });
    }

    private static Optional<String> text(RadiusPacket packet, int type) {
      return packet.octets(type).map(PrintableText::escaped);
    }

    private static Optional<Long> number(RadiusPacket packet, int type) {
      OptionalLong value =
          packet.has(type) ? OptionalLong.of(packet.integer(type, -1)) : OptionalLong.empty();
      return value.isPresent() && value.getAsLong() >= 0
          ? Optional.of(value.getAsLong())
          : Optional.empty();
    }
  }
}
