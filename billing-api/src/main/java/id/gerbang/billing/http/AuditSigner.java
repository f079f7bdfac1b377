package id.gerbang.billing.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.gerbang.core.seal.Sealer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Iterator;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.config.JdbiConfig;
import org.jspecify.annotations.Nullable;

/**
 * Signs each row of the audit as it is written, under a key that the database does not have: a row
 * that somebody else put there has no signature that holds (P28). Travels with the handle, so that
 * whoever writes the audit need not know of it.
 */
public final class AuditSigner implements JdbiConfig<AuditSigner> {

  private static final int NONCE_LENGTH = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Numbers as they are written: jsonb keeps their scale. */
  private static final ObjectMapper DETAIL =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private @Nullable SecretKeySpec key;

  /** Signs nothing until it has a key; JDBI makes it. */
  public AuditSigner() {}

  public void use(Sealer sealer) {
    key = new SecretKeySpec(sealer.derive("audit signature"), "HmacSHA256");
  }

  /** As PostgreSQL keeps it. */
  static Instant kept(Instant at) {
    return at.truncatedTo(ChronoUnit.MICROS);
  }

  /** Null without a key. */
  byte @Nullable [] sign(Instant at, String actor, String action, String object, String detail) {
    if (key == null) {
      return null;
    }
    byte[] nonce = new byte[NONCE_LENGTH];
    RANDOM.nextBytes(nonce);
    byte[] mac = mac(key, nonce, at, actor, action, object, detail);
    return ByteBuffer.allocate(nonce.length + mac.length).put(nonce).put(mac).array();
  }

  /**
   * Whether the row is as it was written here.
   *
   * @param detail as PostgreSQL tells it: in another order than it was written
   */
  public boolean signed(
      byte @Nullable [] signature,
      Instant at,
      String actor,
      String action,
      String object,
      String detail) {
    if (key == null || signature == null || signature.length < NONCE_LENGTH) {
      return false;
    }
    byte[] nonce = Arrays.copyOf(signature, NONCE_LENGTH);
    byte[] mac = Arrays.copyOfRange(signature, NONCE_LENGTH, signature.length);
    return MessageDigest.isEqual(mac, mac(key, nonce, at, actor, action, object, detail));
  }

  private static byte[] mac(
      SecretKeySpec key,
      byte[] nonce,
      Instant at,
      String actor,
      String action,
      String object,
      String detail) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(nonce);
      for (String text : new String[] {at.toString(), actor, action, object, canonical(detail)}) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        mac.update(bytes);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /** The same text for the same meaning: jsonb orders fields anew and spaces them. */
  private static String canonical(String detail) {
    StringBuilder text = new StringBuilder();
    try {
      append(text, DETAIL.readTree(detail));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the detail of an audit row is JSON", e);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, JsonNode node) {
    if (node.isObject()) {
      TreeMap<String, JsonNode> fields = new TreeMap<>();
      node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
      text.append('{');
      fields.forEach(
          (name, value) -> {
            text.append(DETAIL.getNodeFactory().textNode(name)).append(':');
            append(text, value);
            text.append(',');
          });
      text.append('}');
    } else if (node.isArray()) {
      text.append('[');
      for (Iterator<JsonNode> items = node.elements(); items.hasNext(); ) {
        append(text, items.next());
        text.append(',');
      }
      text.append(']');
    } else if (node.isNumber()) {
      text.append(node.decimalValue().stripTrailingZeros().toPlainString());
    } else {
      text.append(node);
    }
  }

  /** The key is set once, before the first handle: a copy is the same. */
  @Override
  public AuditSigner createCopy() {
    return this;
  }
}
