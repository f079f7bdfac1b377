package id.gerbang.radius.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * What follows from a right NT response: the server's own proof (RFC 2759 §8.7) and the MPPE keys
 * (RFC 3079 §3.4). The server of these texts is the router. One thread: the texts that are hashed
 * stand ready, with room in front for what differs from login to login.
 */
final class MsChapV2Formulas {
  private static final int KEY_SIZE = 16;
  private static final int SHA1_SIZE = 20;

  private static final int HASH_SIZE = 16;
  private static final int CHALLENGE_HASH_SIZE = 8;
  private static final int PROOF_SIZE = HASH_SIZE + MsChap.NT_RESPONSE_SIZE;
  private static final int PAD_SIZE = 40;
  private static final int DIGITS_AT = 3;
  private static final byte[] HEX_DIGITS = "0123456789ABCDEF".getBytes(US_ASCII);
  private static final byte PAD_2 = (byte) 0xf2;

  private static final ThreadLocal<MsChapV2Formulas> FORMULAS =
      ThreadLocal.withInitial(MsChapV2Formulas::new);

  private final MessageDigest sha1 = sha1();
  private final byte[] signing = text(PROOF_SIZE, "Magic server to client signing constant");
  private final byte[] iteration =
      text(SHA1_SIZE + CHALLENGE_HASH_SIZE, "Pad to make it do more than one iteration");
  private final byte[] masterKey = text(PROOF_SIZE, "This is the MPPE Master Key");
  private final byte[] serverReceives =
      padded(
          "On the client side, this is the send key; on the server side, it is the receive key.");
  private final byte[] serverSends =
      padded(
          "On the client side, this is the receive key; on the server side, it is the send key.");
  private final byte[] digest = new byte[SHA1_SIZE];
  private final byte[] response = new byte[MsChap.RESPONSE_SIZE];
  private final byte[] challenge = new byte[MsChapV2.CHALLENGE_SIZE];
  private final byte[] challengeHash = new byte[CHALLENGE_HASH_SIZE];
  private final byte[] success = new byte[DIGITS_AT + 2 * SHA1_SIZE];
  private final byte[] key = new byte[KEY_SIZE];
  private final byte[] hiddenKey = new byte[MppeKey.SIZE];

  private MsChapV2Formulas() {}

  static MsChapV2Formulas ofThread() {
    return FORMULAS.get();
  }

  /** Room for a login's MS-CHAP2-Response. */
  byte[] response() {
    return response;
  }

  /** Room for its MS-CHAP-Challenge. */
  byte[] challenge() {
    return challenge;
  }

  /** Room for a key as the Accept bears it. */
  byte[] hiddenKey() {
    return hiddenKey;
  }

  /**
   * The challenge proper: both sides' challenges and the name, as the client typed it.
   *
   * @param peerAt where the peer's challenge begins in what holds it
   * @param nameAt where the name begins
   */
  byte[] challengeHash(byte[] peer, int peerAt, byte[] challenge, byte[] userName, int nameAt) {
    sha1.update(peer, peerAt, MsChapV2.CHALLENGE_SIZE);
    sha1.update(challenge);
    sha1.update(userName, nameAt, userName.length - nameAt);
    finish(digest, 0);
    System.arraycopy(digest, 0, challengeHash, 0, CHALLENGE_HASH_SIZE);
    return challengeHash;
  }

  /**
   * Begins with this login: what it held of the one before is gone.
   *
   * @param at where the NT response begins in what holds it
   */
  void begin(Password password, byte[] response, int at) {
    System.arraycopy(password.ntHashHash(), 0, signing, 0, HASH_SIZE);
    System.arraycopy(response, at, signing, HASH_SIZE, MsChap.NT_RESPONSE_SIZE);
    System.arraycopy(signing, 0, masterKey, 0, PROOF_SIZE);
    hash(masterKey, digest, 0);
    System.arraycopy(digest, 0, serverReceives, 0, KEY_SIZE);
    System.arraycopy(digest, 0, serverSends, 0, KEY_SIZE);
  }

  /**
   * MS-CHAP2-Success (RFC 2548 §2.3.3): that the server knows the password too. Like all that is
   * given out here it is until it is asked for again.
   */
  byte[] success(byte identifier) {
    hash(signing, iteration, 0);
    System.arraycopy(challengeHash, 0, iteration, SHA1_SIZE, CHALLENGE_HASH_SIZE);
    hash(iteration, digest, 0);
    success[0] = identifier;
    success[1] = 'S';
    success[2] = '=';
    for (int i = 0; i < SHA1_SIZE; i++) {
      success[DIGITS_AT + 2 * i] = HEX_DIGITS[digest[i] >> 4 & 0xf];
      success[DIGITS_AT + 2 * i + 1] = HEX_DIGITS[digest[i] & 0xf];
    }
    return success;
  }

  byte[] serverSendKey() {
    return key(serverSends);
  }

  byte[] serverRecvKey() {
    return key(serverReceives);
  }

  private byte[] key(byte[] text) {
    hash(text, digest, 0);
    System.arraycopy(digest, 0, key, 0, KEY_SIZE);
    return key;
  }

  private void hash(byte[] text, byte[] into, int at) {
    sha1.update(text);
    finish(into, at);
  }

  private void finish(byte[] into, int at) {
    try {
      sha1.digest(into, at, SHA1_SIZE);
    } catch (DigestException e) {
      throw new IllegalStateException("no room for a digest", e);
    }
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-1", e);
    }
  }

  /** Room, and the text after it. */
  private static byte[] text(int room, String text) {
    byte[] octets = new byte[room + text.length()];
    System.arraycopy(text.getBytes(US_ASCII), 0, octets, room, text.length());
    return octets;
  }

  /** Room for the master key, and the text between its two pads. */
  private static byte[] padded(String text) {
    byte[] octets = text(KEY_SIZE + PAD_SIZE, text);
    byte[] padded = Arrays.copyOf(octets, octets.length + PAD_SIZE);
    Arrays.fill(padded, octets.length, padded.length, PAD_2);
    return padded;
  }
}
