package id.gerbang.billing.http;

import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Handle;

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
    handle
        .createUpdate(
            """
            INSERT INTO audit (at, actor, action, object, detail)
            VALUES (:now, :actor, :action, :object, CAST(:detail AS jsonb))
            """)
        .bind("now", now)
        .bind("actor", actor.name())
        .bind("action", action)
        .bind("object", object)
        .bind("detail", Json.text(detail))
        .execute();
  }
}
