package id.gerbang.billing.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Handle;

/**
 * Notes who looked at whose personal data, in the transaction in which they did. Bounded: however
 * often one looks at another within an hour, it is one row that counts.
 */
public final class AccessLog {

  private AccessLog() {}

  /**
   * @param object such as {@code customer:12}, {@code list:customers}, {@code export:customers}
   */
  public static void read(Handle handle, Instant now, Actor actor, String object) {
    handle
        .createUpdate(
            """
            INSERT INTO data_access (hour, actor, object)
            VALUES (:hour, :actor, :object)
            ON CONFLICT (object, hour, actor) DO UPDATE SET times = data_access.times + 1
            """)
        .bind("hour", now.truncatedTo(ChronoUnit.HOURS))
        .bind("actor", actor.name())
        .bind("object", object)
        .execute();
  }
}
