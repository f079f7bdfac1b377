package id.gerbang.app.bras;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/** One login's proof of the password, and what the Accept must prove in return. */
@SuppressWarnings("ArrayRecordComponent") // challenges are carried, never compared as records
sealed interface Handshake {

  /** Adds the credentials to the Access-Request. */
  void writeTo(PacketWriter request);

  /** Why the modem or the router must not trust this Accept; empty when all is right. */
  default Optional<String> objection(Attributes accept) {
    return Optional.empty();
  }

  static Handshake begin(
      Modem modem, SharedSecret secret, byte[] requestAuthenticator, SecureRandom random) {
    return switch (modem.method()) {
      case PAP -> new Pap(modem, secret, requestAuthenticator);
      case CHAP -> new Chap(modem, random(random, 1)[0], random(random, 16));
      case MSCHAPV1 -> new MsChapV1(modem, secret, requestAuthenticator, random(random, 8));
      case MSCHAPV2 ->
          new MsChapV2(modem, secret, requestAuthenticator, random(random, 16), random(random, 16));
    };
  }

  /** The value of CHAP-Password (RFC 2865 §5.3). */
  static byte[] chapPassword(int id, String password, byte[] challenge) {
    byte[] idOctet = {(byte) id};
    byte[] response =
        SharedSecret.md5(idOctet, password.getBytes(StandardCharsets.UTF_8), challenge);
    return ByteBuffer.allocate(17).put(idOctet).put(response).array();
  }

  private static byte[] random(SecureRandom random, int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }

  /** The password itself, hidden (RFC 2865 §5.2). */
  record Pap(Modem modem, SharedSecret secret, byte[] requestAuthenticator) implements Handshake {

    @Override
    public void writeTo(PacketWriter request) {
      byte[] password = modem.password().getBytes(StandardCharsets.UTF_8);
      request.octets(
          AttributeType.USER_PASSWORD, secret.hidePassword(password, requestAuthenticator));
    }
  }

  /** CHAP with a challenge of its own (RFC 2865 §5.40). */
  record Chap(Modem modem, byte id, byte[] challenge) implements Handshake {

    @Override
    public void writeTo(PacketWriter request) {
      request
          .octets(AttributeType.CHAP_CHALLENGE, challenge)
          .octets(AttributeType.CHAP_PASSWORD, chapPassword(id, modem.password(), challenge));
    }
  }

  /** MS-CHAPv1 (RFC 2433); keys are checked when the Accept has them (RFC 2548 §2.4.1). */
  record MsChapV1(Modem modem, SharedSecret secret, byte[] requestAuthenticator, byte[] challenge)
      implements Handshake {

    private static final byte IDENT = 1;
    private static final byte USE_NT_RESPONSE = 1;

    @Override
    public void writeTo(PacketWriter request) {
      byte[] noLanManager = new byte[24];
      byte[] ntResponse = MsChap.ntResponse(challenge, MsChap.ntHash(modem.password()));
      request
          .octets(AttributeType.MS_CHAP_CHALLENGE, challenge)
          .octets(
              AttributeType.MS_CHAP_RESPONSE,
              ByteBuffer.allocate(50)
                  .put(IDENT)
                  .put(USE_NT_RESPONSE)
                  .put(noLanManager)
                  .put(ntResponse)
                  .array());
    }

    @Override
    public Optional<String> objection(Attributes accept) {
      return accept
          .first(AttributeType.MS_CHAP_MPPE_KEYS)
          .map(Attribute::value)
          .filter(hidden -> !isRight(secret.reveal(hidden, requestAuthenticator)))
          .map(wrong -> "MS-CHAP-MPPE-Keys are wrong");
    }

    private boolean isRight(byte[] keys) {
      byte[] ntKey = Md4.digest(MsChap.ntHash(modem.password()));
      return keys.length == 32 && MessageDigest.isEqual(Arrays.copyOfRange(keys, 8, 24), ntKey);
    }
  }

  /** MS-CHAPv2 (RFC 2759): the server must prove itself and give both MPPE keys (RFC 3079). */
  record MsChapV2(
      Modem modem,
      SharedSecret secret,
      byte[] requestAuthenticator,
      byte[] challenge,
      byte[] peerChallenge)
      implements Handshake {

    private static final byte IDENT = 1;

    @Override
    public void writeTo(PacketWriter request) {
      request
          .octets(AttributeType.MS_CHAP_CHALLENGE, challenge)
          .octets(
              AttributeType.MS_CHAP2_RESPONSE,
              ByteBuffer.allocate(50)
                  .put(IDENT)
                  .put((byte) 0)
                  .put(peerChallenge)
                  .putLong(0)
                  .put(ntResponse())
                  .array());
    }

    @Override
    public Optional<String> objection(Attributes accept) {
      byte[] masterKey = MsChap.masterKey(ntHash(), ntResponse());
      if (!accept.first(AttributeType.MS_CHAP2_SUCCESS).filter(this::provesServer).isPresent()) {
        return Optional.of("could not verify the identity of the server (MS-CHAP2-Success)");
      }
      if (!isKey(accept.first(AttributeType.MS_MPPE_SEND_KEY), MsChap.routerSendKey(masterKey))) {
        return Optional.of("MS-MPPE-Send-Key is missing or wrong");
      }
      if (!isKey(
          accept.first(AttributeType.MS_MPPE_RECV_KEY), MsChap.routerReceiveKey(masterKey))) {
        return Optional.of("MS-MPPE-Recv-Key is missing or wrong");
      }
      return Optional.empty();
    }

    private boolean provesServer(Attribute success) {
      byte[] value = success.value();
      byte[] expected =
          MsChap.authenticatorResponse(ntHash(), ntResponse(), challengeHash())
              .getBytes(StandardCharsets.US_ASCII);
      return value.length >= 43
          && value[0] == IDENT
          && MessageDigest.isEqual(Arrays.copyOfRange(value, 1, 43), expected);
    }

    private boolean isKey(Optional<Attribute> attribute, byte[] expected) {
      return attribute
          .map(hidden -> secret.revealKey(hidden.value(), requestAuthenticator))
          .filter(key -> MessageDigest.isEqual(key, expected))
          .isPresent();
    }

    private byte[] ntHash() {
      return MsChap.ntHash(modem.password());
    }

    private byte[] ntResponse() {
      return MsChap.ntResponse(challengeHash(), ntHash());
    }

    /** RFC 2759 §4: the name is hashed without the domain that precedes a backslash. */
    private byte[] challengeHash() {
      String name = modem.username().substring(modem.username().indexOf('\\') + 1);
      return MsChap.challengeHash(peerChallenge, challenge, name);
    }
  }
}
