package id.gerbang.radius.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import id.gerbang.radius.packet.Digests;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What follows from a right NT response: the server's own proof (RFC 2759 §8.7) and the MPPE keys
 * (RFC 3079 §3.4). The server of these texts is the router.
 */
final class MsChapV2Formulas {
  private static final int CHALLENGE_HASH_SIZE = 8;
  private static final int KEY_SIZE = 16;

  private static final byte[] SIGNING = ascii("Magic server to client signing constant");
  private static final byte[] ITERATION = ascii("Pad to make it do more than one iteration");
  private static final byte[] MASTER_KEY = ascii("This is the MPPE Master Key");
  private static final byte[] SERVER_RECEIVES =
      ascii(
          "On the client side, this is the send key; "
              + "on the server side, it is the receive key.");
  private static final byte[] SERVER_SENDS =
      ascii(
          "On the client side, this is the receive key; "
              + "on the server side, it is the send key.");
  private static final byte[] PAD_1 = new byte[40];
  private static final byte[] PAD_2 = new byte[40];

  static {
    Arrays.fill(PAD_2, (byte) 0xf2);
  }

  private final byte[] ntHashHash;
  private final byte[] ntResponse;
  private final byte[] masterKey;

  private MsChapV2Formulas(byte[] ntHashHash, byte[] ntResponse) {
    this.ntHashHash = ntHashHash;
    this.ntResponse = ntResponse;
    this.masterKey = sha1(KEY_SIZE, ntHashHash, ntResponse, MASTER_KEY);
  }

  static MsChapV2Formulas of(Password password, byte[] ntResponse) {
    return new MsChapV2Formulas(password.ntHashHash(), ntResponse);
  }

  /** The challenge proper: both sides' challenges and the name, as the client typed it. */
  static byte[] challengeHash(byte[] peerChallenge, byte[] challenge, byte[] userName) {
    return sha1(CHALLENGE_HASH_SIZE, peerChallenge, challenge, userName);
  }

  String authenticatorResponse(byte[] challengeHash) {
    byte[] inner = sha1(Digests.SHA1_SIZE, ntHashHash, ntResponse, SIGNING);
    byte[] outer = sha1(Digests.SHA1_SIZE, inner, challengeHash, ITERATION);
    return "S=" + HexFormat.of().withUpperCase().formatHex(outer);
  }

  byte[] serverSendKey() {
    return key(SERVER_SENDS);
  }

  byte[] serverRecvKey() {
    return key(SERVER_RECEIVES);
  }

  private byte[] key(byte[] magic) {
    return sha1(KEY_SIZE, masterKey, PAD_1, magic, PAD_2);
  }

  private static byte[] sha1(int size, byte[]... parts) {
    MessageDigest sha1 = Digests.sha1();
    for (byte[] part : parts) {
      sha1.update(part);
    }
    return Arrays.copyOf(sha1.digest(), size);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
