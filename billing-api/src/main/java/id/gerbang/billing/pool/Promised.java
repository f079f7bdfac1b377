package id.gerbang.billing.pool;

import id.gerbang.billing.http.Checks;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Whether an address or a prefix is free to be promised to one subscription. */
public final class Promised {

  private final PoolDao dao;
  private final Checks checks;

  /** To be asked within the transaction that promises: it keeps others from promising meanwhile. */
  public Promised(Handle handle, Checks checks) {
    this.dao = handle.attach(PoolDao.class);
    this.checks = checks;
    dao.lockAddresses();
  }

  public void address(@Nullable String address, String field) {
    if (address != null) {
      dao.overlapping(address, address, 0)
          .ifPresent(
              pool ->
                  checks.that(
                      false,
                      field,
                      "is an address of the pool " + pool + ", which is given to others"));
    }
  }

  /**
   * @param subscription whose own prefixes do not count; 0: a new one
   */
  public void prefix(@Nullable String prefix, String field, long subscription) {
    if (prefix != null) {
      dao.prefixOfAnother(prefix, subscription)
          .ifPresent(
              username ->
                  checks.that(false, field, "has addresses in common with that of " + username));
    }
  }
}
