package id.gerbang.billing.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes who did what, in the transaction in which it was done. Append-only. */
public final class Audit {

  private Audit() {}

  /**
   * @param action such as {@code subscription.isolate}
   * @param object such as {@code subscription:12}
   * @param detail never a secret
   */
  public static void write(
      Handle handle,
      Instant now,
      Actor actor,
      String action,
      String object,
      Map<String, ?> detail) {
    write(handle, now, actor, action, List.of(new Item(object, detail)));
  }

  /**
   * What the same was done to, with others.
   *
   * @param object such as {@code invoice:12}
   * @param detail never a secret
   */
  public record Item(String object, Map<String, ?> detail) {}

  /**
   * What a change made of a thing: the fields that differ, as they were and as they are.
   *
   * @param before as the API shows it, so without a secret
   */
  public static Map<String, ?> changes(Object before, Object after) {
    JsonNode was = Json.tree(before);
    JsonNode is = Json.tree(after);
    Map<String, JsonNode> old = new TreeMap<>();
    Map<String, JsonNode> now = new TreeMap<>();
    Set<String> fields = new TreeSet<>();
    was.fieldNames().forEachRemaining(fields::add);
    is.fieldNames().forEachRemaining(fields::add);
    for (String field : fields) {
      JsonNode then = Objects.requireNonNullElse(was.get(field), NullNode.getInstance());
      JsonNode since = Objects.requireNonNullElse(is.get(field), NullNode.getInstance());
      if (!then.equals(since)) {
        old.put(field, then);
        now.put(field, since);
      }
    }
    return Map.of("before", old, "after", now);
  }

  /** The same, of many at once. */
  public static void write(
      Handle handle, Instant now, Actor actor, String action, List<Item> items) {
    AuditSigner signer = handle.getConfig(AuditSigner.class);
    Instant at = AuditSigner.kept(now);
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO audit (at, actor, action, object, detail, signature)
            VALUES (:at, :actor, :action, :object, CAST(:detail AS jsonb), :signature)
            """);
    for (Item item : items) {
      String detail = Json.text(item.detail());
      batch
          .bind("at", at)
          .bind("actor", actor.name())
          .bind("action", action)
          .bind("object", item.object())
          .bind("detail", detail)
          .bind("signature", signer.sign(at, actor.name(), action, item.object(), detail))
          .add();
    }
    batch.execute();
  }
}
