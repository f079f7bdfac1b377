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
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO audit (at, actor, action, object, detail)
            VALUES (:now, :actor, :action, :object, CAST(:detail AS jsonb))
            """);
    for (Item item : items) {
      batch
          .bind("now", now)
          .bind("actor", actor.name())
          .bind("action", action)
          .bind("object", item.object())
          .bind("detail", Json.text(item.detail()))
          .add();
    }
    batch.execute();
  }
}
