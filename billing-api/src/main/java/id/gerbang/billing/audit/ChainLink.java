package id.gerbang.billing.audit;

import id.gerbang.core.seal.Sealer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One place in the chain, and what proves it and all before it.
 *
 * @param found the row was there, unsigned, when the chain began
 */
public record ChainLink(long seq, boolean found, byte[] mac) {

  /** Before the first. */
  static final ChainLink NONE = new ChainLink(0, false, new byte[0]);

  /** The key of the chain: whoever has the database alone does not have it. */
  static SecretKeySpec key(Sealer sealer) {
    return new SecretKeySpec(sealer.derive("audit chain"), "HmacSHA256");
  }

  /** The next one, of a row. */
  ChainLink next(SecretKeySpec key, AuditRow row, boolean isFound) {
    try {
      Mac digest = Mac.getInstance("HmacSHA256");
      digest.init(key);
      long at = seq + 1;
      digest.update(mac);
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(at).flip());
      digest.update((byte) (isFound ? 1 : 0));
      for (String text : row.texts()) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
      }
      return new ChainLink(at, isFound, digest.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  String hex() {
    return HexFormat.of().formatHex(mac);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChainLink link
        && seq == link.seq
        && found == link.found
        && Arrays.equals(mac, link.mac);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(seq);
  }

  @Override
  public String toString() {
    return "seq=" + seq + " mac=" + hex();
  }
}
