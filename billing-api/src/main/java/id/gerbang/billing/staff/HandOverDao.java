package id.gerbang.billing.staff;

import java.util.List;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** What somebody has open. */
public interface HandOverDao {

  @SqlQuery(
      """
      SELECT payment_id FROM payment_reversal
      WHERE state = 'pending' AND requested_by = :actor
      ORDER BY id
      LIMIT 500
      """)
  List<Long> reversals(@Bind("actor") String actor);

  default HandOver of(StaffView staff, String actor, int sessions, List<String> tokens) {
    return new HandOver(staff, sessions, tokens, reversals(actor));
  }
}
