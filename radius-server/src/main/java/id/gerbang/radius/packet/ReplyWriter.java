package id.gerbang.radius.packet;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reply being built from its request, so that it can forget nothing that must be copied:
 * Identifier, Request Authenticator, and every Proxy-State in order (RFC 2865 §5.33).
 *
 * <p>Message-Authenticator stands first in every answer to an Access-Request or Status-Server,
 * whatever the request had: that is what stops CVE-2024-3596.
 */
public final class ReplyWriter extends AttributeWriter<ReplyWriter> {

  /** Nearly no reply is longer, with the keys of MS-CHAPv2 neither. */
  private static final int USUAL_LENGTH = 320;

  /**
   * Where a thread writes its replies: whoever begins one takes it, and gives it back at the end.
   */
  private static final ThreadLocal<byte @Nullable []> ROOM =
      ThreadLocal.withInitial(() -> new byte[USUAL_LENGTH]);

  private final RadiusPacket request;
  private final int code;
  private final int messageAuthenticatorAt;

  private ReplyWriter(RadiusPacket request, int code) {
    super(RadiusPacket.ATTRIBUTES_AT, takeRoom());
    this.request = request;
    this.code = code;
    this.messageAuthenticatorAt =
        Code.hasRandomAuthenticator(request.code())
            ? begin(Attribute.MESSAGE_AUTHENTICATOR, RadiusPacket.AUTHENTICATOR_SIZE)
            : RadiusPacket.ABSENT;
  }

  public static ReplyWriter to(RadiusPacket request, int code) {
    if (!Code.answers(code, request.code())) {
      throw new IllegalArgumentException(Code.name(code) + " does not answer " + request);
    }
    return new ReplyWriter(request, code);
  }

  /**
   * The signed packet; none when it would be longer than RADIUS permits, to which the only right
   * answer is silence. To be called once, at the end.
   */
  public Optional<byte[]> finish(Secret secret) {
    byte[] room = finishInPlace(secret);
    return room == null ? Optional.empty() : Optional.of(Arrays.copyOf(room, length()));
  }

  /**
   * Like {@link #finish}, without a copy: the packet is the first {@link #length()} octets of what
   * is returned, until this thread begins its next reply.
   */
  public byte @Nullable [] finishInPlace(Secret secret) {
    copyProxyStates();
    byte[] room = leaveRoom();
    ROOM.set(room);
    if (length() > RadiusPacket.MAX_LENGTH) {
      return null;
    }
    Header.write(room, length(), code, request.identifier());
    Authenticators.signReply(room, length(), messageAuthenticatorAt, request, secret);
    return room;
  }

  private static byte[] takeRoom() {
    byte[] room = ROOM.get();
    ROOM.set(null);
    return room == null ? new byte[USUAL_LENGTH] : room;
  }

  @Override
  ReplyWriter self() {
    return this;
  }

  private void copyProxyStates() {
    int value = request.find(Attribute.PROXY_STATE, RadiusPacket.ATTRIBUTES_AT);
    while (value != RadiusPacket.ABSENT) {
      append(request.octets(), value - 2, request.end(value));
      value = request.find(Attribute.PROXY_STATE, request.end(value));
    }
  }
}
