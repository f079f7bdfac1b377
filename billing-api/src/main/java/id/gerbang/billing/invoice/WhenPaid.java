package id.gerbang.billing.invoice;

import id.gerbang.billing.http.Actor;
import org.jdbi.v3.core.Handle;

/**
 * What somebody waits for until an invoice is paid; called in the transaction that pays its last
 * rupiah.
 */
@FunctionalInterface
public interface WhenPaid {

  void paid(Handle handle, long invoiceId, Actor actor);
}
