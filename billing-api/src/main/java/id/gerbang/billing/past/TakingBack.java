package id.gerbang.billing.past;

import org.jdbi.v3.core.Handle;

/** Takes back what was brought of the time before. */
public final class TakingBack {

  private TakingBack() {}

  /** All that an import brought, whosever it is. */
  public static void ofImport(Handle handle, long importId) {
    handle.attach(PastPaymentDao.class).takeBack(importId);
    PastSessionDao sessions = handle.attach(PastSessionDao.class);
    sessions.takeBackUse(importId);
    sessions.takeBack(importId);
  }

  /** All that customers have of it, whichever import brought it: they are to be gone. */
  public static void ofCustomers(Handle handle, long[] customers, long[] subscriptions) {
    handle.attach(PastPaymentDao.class).forgetOf(customers);
    PastSessionDao sessions = handle.attach(PastSessionDao.class);
    sessions.forgetUseOf(subscriptions);
    sessions.forgetOf(subscriptions);
  }
}
