package id.gerbang.billing.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;
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
