package id.gerbang.core.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets for the database with AES-256-GCM. A sealed value is bound to its key and its row:
 * copied to another row it does not open. Form: version 1 ‖ key id 4 ‖ nonce 12 ‖ ciphertext and
 * tag.
 */
public final class Sealer {

  private static final byte VERSION = 1;
  private static final int KEY_ID_LENGTH = 4;
  private static final int NONCE_LENGTH = 12;
  private static final int HEADER_LENGTH = 1 + KEY_ID_LENGTH + NONCE_LENGTH;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key;
  private final byte[] keyBytes;
  private final String fingerprint;

  Sealer(byte[] keyBytes) {
    this.keyBytes = keyBytes.clone();
    this.key = new SecretKeySpec(keyBytes, "AES");
    this.fingerprint = HexFormat.of().formatHex(derive("fingerprint"));
  }

  /** Tells keys apart without telling the key. */
  public String fingerprint() {
    return fingerprint;
  }

  /** A key for another purpose, 32 bytes, that tells nothing of this one. */
  public byte[] derive(String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(keyBytes, "HmacSHA256"));
      return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /**
   * Seals a value for one row.
   *
   * @param row the row's identity, such as {@code router:12:secret}
   */
  public byte[] seal(byte[] clear, String row) {
    byte[] nonce = new byte[NONCE_LENGTH];
    random.nextBytes(nonce);
    byte[] header = ByteBuffer.allocate(HEADER_LENGTH).put(VERSION).put(keyId()).put(nonce).array();
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, header, row).doFinal(clear);
      return ByteBuffer.allocate(HEADER_LENGTH + sealed.length).put(header).put(sealed).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM can't seal", e);
    }
  }

  /** Opens what {@link #seal} made for the same row under the same key. */
  public byte[] open(byte[] sealed, String row) {
    if (sealed.length < HEADER_LENGTH + TAG_BITS / Byte.SIZE || sealed[0] != VERSION) {
      throw new SealException("The sealed value of " + row + " is damaged.");
    }
    byte[] header = Arrays.copyOf(sealed, HEADER_LENGTH);
    if (!MessageDigest.isEqual(Arrays.copyOfRange(header, 1, 1 + KEY_ID_LENGTH), keyId())) {
      throw new SealException("The sealed value of " + row + " needs another key file.");
    }
    try {
      return cipher(Cipher.DECRYPT_MODE, header, row)
          .doFinal(sealed, HEADER_LENGTH, sealed.length - HEADER_LENGTH);
    } catch (GeneralSecurityException e) {
      throw new SealException(
          "The sealed value of " + row + " is damaged, or was moved from another row.", e);
    }
  }

  private Cipher cipher(int mode, byte[] header, String row) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, header, 1 + KEY_ID_LENGTH, NONCE_LENGTH));
    cipher.updateAAD(header, 0, 1 + KEY_ID_LENGTH);
    cipher.updateAAD(row.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private byte[] keyId() {
    return HexFormat.of().parseHex(fingerprint.substring(0, 2 * KEY_ID_LENGTH));
  }

  @Override
  public String toString() {
    return "Sealer[" + fingerprint.substring(0, 2 * KEY_ID_LENGTH) + "]";
  }
}
