package id.gerbang.billing.staff;

import id.gerbang.billing.money.Money;
import java.util.List;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** What somebody has open. */
public interface HandOverDao {

  /** Cash that they took and did not hand over. */
  @SqlQuery(
      """
      SELECT coalesce(sum(amount), 0)
      FROM ledger_posting
      WHERE account = 'collector_cash' AND holder = :actor
      """)
  long cash(@Bind("actor") String actor);

  /** Payments that they asked to take back, which waits for a second person. */
  @SqlQuery(
      """
      SELECT payment_id FROM payment_reversal
      WHERE state = 'pending' AND requested_by = :actor
      ORDER BY id
      LIMIT 500
      """)
  List<Long> reversals(@Bind("actor") String actor);

  default HandOver of(StaffView staff, String actor, int sessions, List<String> tokens) {
    return new HandOver(staff, sessions, tokens, Money.rupiah(cash(actor)), reversals(actor));
  }
}
