package id.gerbang.radius.packet;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A request of ours being built: CoA and Disconnect towards a router (RFC 5176), and what a router
 * itself would send, for trying out a server.
 *
 * <p>Access-Request and Status-Server carry Message-Authenticator first. For CoA and Disconnect it
 * is optional, and is added last by {@link #withMessageAuthenticator}.
 */
public final class RequestWriter extends AttributeWriter<RequestWriter> {
  private static final int USUAL_LENGTH = 256;

  private static final int MAX_PASSWORD = 128;
  private static final byte[] CHECKSUM_TO_COME = new byte[RadiusPacket.AUTHENTICATOR_SIZE];

  private final int code;
  private final int identifier;
  private final byte[] authenticator;
  private int messageAuthenticatorAt = RadiusPacket.ABSENT;

  private RequestWriter(int code, int identifier, byte[] authenticator) {
    super(RadiusPacket.ATTRIBUTES_AT, new byte[USUAL_LENGTH]);
    this.code = code;
    this.identifier = identifier;
    this.authenticator = authenticator;
  }

  public static RequestWriter accessRequest(int identifier, SecureRandom random) {
    return signedFirst(Code.ACCESS_REQUEST, identifier, authenticator(random));
  }

  public static RequestWriter statusServer(int identifier, SecureRandom random) {
    return signedFirst(Code.STATUS_SERVER, identifier, authenticator(random));
  }

  public static RequestWriter accountingRequest(int identifier) {
    return new RequestWriter(Code.ACCOUNTING_REQUEST, identifier, CHECKSUM_TO_COME);
  }

  public static RequestWriter coaRequest(int identifier) {
    return new RequestWriter(Code.COA_REQUEST, identifier, CHECKSUM_TO_COME);
  }

  public static RequestWriter disconnectRequest(int identifier) {
    return new RequestWriter(Code.DISCONNECT_REQUEST, identifier, CHECKSUM_TO_COME);
  }

  static RequestWriter signedFirst(int code, int identifier, byte[] authenticator) {
    return new RequestWriter(code, identifier, authenticator).withMessageAuthenticator();
  }

  /** The Request Authenticator of an Access-Request: the challenge of a CHAP without its own. */
  public byte[] authenticator() {
    return authenticator.clone();
  }

  /** Adds User-Password, padded and hidden (RFC 2865 §5.2). */
  public RequestWriter userPassword(byte[] password, Secret secret) {
    if (password.length > MAX_PASSWORD) {
      throw new IllegalArgumentException("a password holds at most 128 octets");
    }
    int blocks =
        Math.max(1, (password.length + SecretCipher.BLOCK_SIZE - 1) / SecretCipher.BLOCK_SIZE);
    byte[] hidden = Arrays.copyOf(password, blocks * SecretCipher.BLOCK_SIZE);
    SecretCipher.hide(secret, authenticator, hidden);
    return octets(Attribute.USER_PASSWORD, hidden);
  }

  /** Adds a Message-Authenticator here, to be filled in when the request is complete. */
  public RequestWriter withMessageAuthenticator() {
    messageAuthenticatorAt =
        begin(Attribute.MESSAGE_AUTHENTICATOR, RadiusPacket.AUTHENTICATOR_SIZE);
    return this;
  }

  /** The signed packet. */
  public byte[] finish(Secret secret) {
    if (length() > RadiusPacket.MAX_LENGTH) {
      throw new IllegalStateException("a request of " + length() + " octets");
    }
    byte[] packet = trimmed();
    Header.write(packet, packet.length, code, identifier);
    System.arraycopy(
        authenticator, 0, packet, RadiusPacket.AUTHENTICATOR_AT, RadiusPacket.AUTHENTICATOR_SIZE);
    Authenticators.signRequest(packet, messageAuthenticatorAt, secret);
    return packet;
  }

  @Override
  RequestWriter self() {
    return this;
  }

  private static byte[] authenticator(SecureRandom random) {
    byte[] authenticator = new byte[RadiusPacket.AUTHENTICATOR_SIZE];
    random.nextBytes(authenticator);
    return authenticator;
  }
}
