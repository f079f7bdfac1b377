package id.gerbang.radius.accounting;

import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.session.SessionKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** What the journal carries to PostgreSQL, as octets: a kind, then its fields. */
public sealed interface JournalEntry {

  /** An Accounting-Request as the router sent it, but for passwords that it has no use for. */
  record Accounting(long routerId, Instant arrivedAt, byte[] packet) implements JournalEntry {

    @Override
    public byte[] encode() {
      return beginning(routerId, arrivedAt, packet.length).put(packet).array();
    }

    /** As such an entry is encoded, straight from a request. */
    static byte[] encode(long routerId, Instant arrivedAt, RadiusPacket request) {
      ByteBuffer entry = beginning(routerId, arrivedAt, request.length());
      request.putWithoutProofs(entry);
      return entry.array();
    }

    private static ByteBuffer beginning(long routerId, Instant arrivedAt, int length) {
      return ByteBuffer.allocate(17 + length)
          .put(ACCOUNTING)
          .putLong(routerId)
          .putLong(arrivedAt.toEpochMilli());
    }
  }

  /**
   * A router acknowledged a CoA, or refused one: what the session holds now.
   *
   * @param granted as {@code Granted} text
   */
  record Acknowledged(SessionKey key, int generation, String granted) implements JournalEntry {

    @Override
    public byte[] encode() {
      return ofSession(ACKNOWLEDGED, key, generation, granted);
    }
  }

  /**
   * A CoA is sent: what the session may hold from now on.
   *
   * @param granted as {@code Granted} text
   */
  record Attempted(SessionKey key, int generation, String granted) implements JournalEntry {

    @Override
    public byte[] encode() {
      return ofSession(ATTEMPTED, key, generation, granted);
    }
  }

  /** A router's first valid Message-Authenticator. */
  record FirstSigned(long routerId, Instant at) implements JournalEntry {

    @Override
    public byte[] encode() {
      return ByteBuffer.allocate(17)
          .put(FIRST_SIGNED)
          .putLong(routerId)
          .putLong(at.toEpochMilli())
          .array();
    }
  }

  /**
   * A router was heard all the while since, and said nothing of sessions last heard before: see
   * {@link SilentSessions}.
   */
  record Silence(long routerId, Instant heardBefore) implements JournalEntry {

    @Override
    public byte[] encode() {
      return ByteBuffer.allocate(17)
          .put(SILENCE)
          .putLong(routerId)
          .putLong(heardBefore.toEpochMilli())
          .array();
    }
  }

  /** The same of one session, where the router lists others of which it says nothing either. */
  record SilenceOf(SessionKey key, Instant heardBefore) implements JournalEntry {

    @Override
    public byte[] encode() {
      byte[] id = utf8(key.acctSessionId());
      byte[] name = utf8(key.username());
      return ByteBuffer.allocate(17 + 8 + id.length + name.length)
          .put(SILENCE_OF)
          .putLong(key.routerId())
          .putLong(heardBefore.toEpochMilli())
          .putInt(id.length)
          .put(id)
          .putInt(name.length)
          .put(name)
          .array();
    }
  }

  /**
   * A subscriber's first login from a device.
   *
   * @param mac 12 lower-case hex digits
   */
  record FirstMac(long subscriberId, Instant at, String mac) implements JournalEntry {

    @Override
    public byte[] encode() {
      byte[] text = utf8(mac);
      return ByteBuffer.allocate(17 + 4 + text.length)
          .put(FIRST_MAC)
          .putLong(subscriberId)
          .putLong(at.toEpochMilli())
          .putInt(text.length)
          .put(text)
          .array();
    }
  }

  /**
   * A subscriber got an address of a pool for the first time.
   *
   * @param address as 32 bits
   */
  record Leased(long poolId, int address, long subscriberId, int slot, Instant at)
      implements JournalEntry {

    @Override
    public byte[] encode() {
      return ByteBuffer.allocate(33)
          .put(LEASED)
          .putLong(poolId)
          .putInt(address)
          .putLong(subscriberId)
          .putInt(slot)
          .putLong(at.toEpochMilli())
          .array();
    }
  }

  byte ACCOUNTING = 1;
  byte ACKNOWLEDGED = 2;
  byte FIRST_SIGNED = 3;
  byte ATTEMPTED = 14;
  byte SILENCE = 13;
  byte SILENCE_OF = 15;
  byte FIRST_MAC = 9;
  byte LEASED = 8;

  byte[] encode();

  /** When the Accounting-Request in an entry came; empty where it is something else. */
  static Optional<Instant> arrivalOf(byte[] bytes) {
    return bytes.length >= 17 && bytes[0] == ACCOUNTING
        ? Optional.of(Instant.ofEpochMilli(ByteBuffer.wrap(bytes).getLong(9)))
        : Optional.empty();
  }

  static JournalEntry decode(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    byte kind = buffer.get();
    return switch (kind) {
      case ACCOUNTING -> {
        long routerId = buffer.getLong();
        Instant arrivedAt = Instant.ofEpochMilli(buffer.getLong());
        byte[] packet = new byte[buffer.remaining()];
        buffer.get(packet);
        yield new Accounting(routerId, arrivedAt, packet);
      }
      case ACKNOWLEDGED -> {
        long routerId = buffer.getLong();
        int generation = buffer.getInt();
        SessionKey key = new SessionKey(routerId, text(buffer), text(buffer));
        yield new Acknowledged(key, generation, text(buffer));
      }
      case ATTEMPTED -> {
        long routerId = buffer.getLong();
        int generation = buffer.getInt();
        SessionKey key = new SessionKey(routerId, text(buffer), text(buffer));
        yield new Attempted(key, generation, text(buffer));
      }
      case FIRST_SIGNED ->
          new FirstSigned(buffer.getLong(), Instant.ofEpochMilli(buffer.getLong()));
      case SILENCE -> new Silence(buffer.getLong(), Instant.ofEpochMilli(buffer.getLong()));
      case SILENCE_OF -> {
        long routerId = buffer.getLong();
        Instant heardBefore = Instant.ofEpochMilli(buffer.getLong());
        yield new SilenceOf(new SessionKey(routerId, text(buffer), text(buffer)), heardBefore);
      }
      case FIRST_MAC ->
          new FirstMac(buffer.getLong(), Instant.ofEpochMilli(buffer.getLong()), text(buffer));
      case LEASED ->
          new Leased(
              buffer.getLong(),
              buffer.getInt(),
              buffer.getLong(),
              buffer.getInt(),
              Instant.ofEpochMilli(buffer.getLong()));
      default -> throw new IllegalArgumentException("journal entry of unknown kind " + kind);
    };
  }

  private static byte[] ofSession(byte kind, SessionKey key, int generation, String granted) {
    byte[] id = utf8(key.acctSessionId());
    byte[] name = utf8(key.username());
    byte[] text = utf8(granted);
    return ByteBuffer.allocate(1 + 8 + 4 + 12 + id.length + name.length + text.length)
        .put(kind)
        .putLong(key.routerId())
        .putInt(generation)
        .putInt(id.length)
        .put(id)
        .putInt(name.length)
        .put(name)
        .putInt(text.length)
        .put(text)
        .array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.getInt()];
    buffer.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
