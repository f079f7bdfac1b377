package id.gerbang.billing.overdue;

import id.gerbang.billing.http.Actor;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Puts fees for late payment on bills. */
public interface FeeCharging {

  /** In the transaction that found them due, and holds the customers' rows. */
  void charge(Handle handle, List<DueFee> fees, Actor actor);
}
