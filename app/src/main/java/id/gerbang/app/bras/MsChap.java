package id.gerbang.app.bras;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** What the client's side of MS-CHAP computes (RFC 2433, RFC 2759, RFC 3079). */
final class MsChap {

  private static final byte[] SIGNING = ascii("Magic server to client signing constant");
  private static final byte[] ITERATION = ascii("Pad to make it do more than one iteration");
  private static final byte[] MASTER_KEY = ascii("This is the MPPE Master Key");
  private static final byte[] CLIENT_SENDS =
      ascii("On the client side, this is the send key; on the server side, it is the receive key.");
  private static final byte[] CLIENT_RECEIVES =
      ascii("On the client side, this is the receive key; on the server side, it is the send key.");
  private static final byte[] PAD_1 = new byte[40];
  private static final byte[] PAD_2 = new byte[40];

  static {
    Arrays.fill(PAD_2, (byte) 0xf2);
  }

  private MsChap() {}

  static byte[] ntHash(String password) {
    return Md4.digest(password.getBytes(StandardCharsets.UTF_16LE));
  }

  /** ChallengeResponse of RFC 2433 §A.5: three DES encryptions of an 8-octet challenge. */
  static byte[] ntResponse(byte[] challenge, byte[] ntHash) {
    byte[] keys = Arrays.copyOf(ntHash, 21);
    byte[] response = new byte[24];
    for (int i = 0; i < 3; i++) {
      byte[] block = des(Arrays.copyOfRange(keys, i * 7, i * 7 + 7), challenge);
      System.arraycopy(block, 0, response, i * 8, 8);
    }
    return response;
  }

  /** ChallengeHash of RFC 2759 §8.2: what an MS-CHAPv2 response encrypts. */
  static byte[] challengeHash(byte[] peerChallenge, byte[] challenge, String userName) {
    byte[] name = userName.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(SharedSecret.sha1(peerChallenge, challenge, name), 8);
  }

  /** GenerateAuthenticatorResponse of RFC 2759 §8.7: {@code S=} and 40 hex digits. */
  static String authenticatorResponse(byte[] ntHash, byte[] ntResponse, byte[] challengeHash) {
    byte[] first = SharedSecret.sha1(Md4.digest(ntHash), ntResponse, SIGNING);
    byte[] second = SharedSecret.sha1(first, challengeHash, ITERATION);
    return "S=" + HexFormat.of().withUpperCase().formatHex(second);
  }

  /** GetMasterKey of RFC 3079 §3.4. */
  static byte[] masterKey(byte[] ntHash, byte[] ntResponse) {
    return Arrays.copyOf(SharedSecret.sha1(Md4.digest(ntHash), ntResponse, MASTER_KEY), 16);
  }

  /** The router's 128-bit send key, which is the client's receive key (RFC 3079 §3.4). */
  static byte[] routerSendKey(byte[] masterKey) {
    return startKey(masterKey, CLIENT_RECEIVES);
  }

  static byte[] routerReceiveKey(byte[] masterKey) {
    return startKey(masterKey, CLIENT_SENDS);
  }

  private static byte[] startKey(byte[] masterKey, byte[] magic) {
    return Arrays.copyOf(SharedSecret.sha1(masterKey, PAD_1, magic, PAD_2), 16);
  }

  private static byte[] des(byte[] sevenOctets, byte[] challenge) {
    try {
      Cipher cipher = Cipher.getInstance("DES/ECB/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(spread(sevenOctets), "DES"));
      return cipher.doFinal(challenge);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no DES", missing);
    }
  }

  /** 56 bits as the high seven bits of eight octets; DES ignores the lowest, its parity. */
  private static byte[] spread(byte[] sevenOctets) {
    long bits = 0;
    for (byte octet : sevenOctets) {
      bits = bits << 8 | Byte.toUnsignedLong(octet);
    }
    byte[] key = new byte[8];
    for (int i = 0; i < 8; i++) {
      key[i] = (byte) (bits >>> (49 - 7 * i) << 1);
    }
    return key;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
