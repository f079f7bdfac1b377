package id.gerbang.radius.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import id.gerbang.radius.packet.Digests;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * What follows from a right NT response: the server's own proof (RFC 2759 §8.7) and the MPPE keys
 * (RFC 3079 §3.4). The server of these texts is the router. One thread: the texts that are hashed
 * stand ready, with room in front for what differs from login to login.
 */
final class MsChapV2Formulas {
  private static final int KEY_SIZE = 16;

  private static final int HASH_SIZE = 16;
  private static final int CHALLENGE_HASH_SIZE = 8;
  private static final int PROOF_SIZE = HASH_SIZE + MsChap.NT_RESPONSE_SIZE;
  private static final int PAD_SIZE = 40;
  private static final byte PAD_2 = (byte) 0xf2;

  private static final ThreadLocal<MsChapV2Formulas> FORMULAS =
      ThreadLocal.withInitial(MsChapV2Formulas::new);

  private final byte[] signing = text(PROOF_SIZE, "Magic server to client signing constant");
  private final byte[] iteration =
      text(Digests.SHA1_SIZE + CHALLENGE_HASH_SIZE, "Pad to make it do more than one iteration");
  private final byte[] masterKey = text(PROOF_SIZE, "This is the MPPE Master Key");
  private final byte[] serverReceives =
      padded(
          "On the client side, this is the send key; on the server side, it is the receive key.");
  private final byte[] serverSends =
      padded(
          "On the client side, this is the receive key; on the server side, it is the send key.");
  private final byte[] digest = new byte[Digests.SHA1_SIZE];

  private MsChapV2Formulas() {}

  /** The thread's own, begun with this login: what it held of the one before is gone. */
  static MsChapV2Formulas of(Password password, byte[] ntResponse) {
    MsChapV2Formulas formulas = FORMULAS.get();
    formulas.begin(password.ntHashHash(), ntResponse);
    return formulas;
  }

  /** The challenge proper: both sides' challenges and the name, as the client typed it. */
  static byte[] challengeHash(byte[] peerChallenge, byte[] challenge, byte[] userName) {
    MessageDigest sha1 = Digests.sha1();
    sha1.update(peerChallenge);
    sha1.update(challenge);
    sha1.update(userName);
    return Arrays.copyOf(sha1.digest(), CHALLENGE_HASH_SIZE);
  }

  private void begin(byte[] ntHashHash, byte[] ntResponse) {
    System.arraycopy(ntHashHash, 0, signing, 0, HASH_SIZE);
    System.arraycopy(ntResponse, 0, signing, HASH_SIZE, MsChap.NT_RESPONSE_SIZE);
    System.arraycopy(signing, 0, masterKey, 0, PROOF_SIZE);
    sha1(masterKey, digest, 0);
    System.arraycopy(digest, 0, serverReceives, 0, KEY_SIZE);
    System.arraycopy(digest, 0, serverSends, 0, KEY_SIZE);
  }

  /** 20 octets, which go out as hexadecimal digits. */
  byte[] authenticatorResponse(byte[] challengeHash) {
    byte[] response = new byte[Digests.SHA1_SIZE];
    sha1(signing, iteration, 0);
    System.arraycopy(challengeHash, 0, iteration, Digests.SHA1_SIZE, CHALLENGE_HASH_SIZE);
    sha1(iteration, response, 0);
    return response;
  }

  byte[] serverSendKey() {
    return key(serverSends);
  }

  byte[] serverRecvKey() {
    return key(serverReceives);
  }

  private byte[] key(byte[] text) {
    sha1(text, digest, 0);
    return Arrays.copyOf(digest, KEY_SIZE);
  }

  private static void sha1(byte[] text, byte[] into, int at) {
    MessageDigest sha1 = Digests.sha1();
    sha1.update(text);
    Digests.finish(sha1, into, at);
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
