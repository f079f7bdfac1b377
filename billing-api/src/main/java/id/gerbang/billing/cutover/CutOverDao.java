package id.gerbang.billing.cutover;

import java.time.Instant;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Which way routers were cut over last. */
public interface CutOverDao {

  @SqlUpdate(
      """
      INSERT INTO router_cut_over (router_id, answers, turned_at, turned_by)
      VALUES (:routerId, :answers, :now, :by)
      ON CONFLICT (router_id) DO UPDATE
      SET answers = excluded.answers, turned_at = excluded.turned_at, turned_by = excluded.turned_by
      """)
  void keep(
      @Bind("routerId") long routerId,
      @Bind("answers") String answers,
      @Bind("now") Instant now,
      @Bind("by") String by);
}
