package id.gerbang.billing.invoice;

import id.gerbang.billing.http.Actor;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What somebody waits for until an invoice is paid; called in the transaction that does it. */
public interface WhenPaid {

  /** The last rupiah is paid, or what was open of one that is paid in part is given up. */
  void paid(Handle handle, long invoiceId, Actor actor);

  /** All of these, in their order. */
  static WhenPaid all(List<WhenPaid> waiting) {
    return new WhenPaid() {
      @Override
      public void paid(Handle handle, long invoiceId, Actor actor) {
        waiting.forEach(one -> one.paid(handle, invoiceId, actor));
      }

      @Override
      public void takenBack(Handle handle, long invoiceId, Actor actor) {
        waiting.forEach(one -> one.takenBack(handle, invoiceId, actor));
      }
    };
  }

  /** It became void, or all of it was credited: what was paid is the customer's again. */
  void takenBack(Handle handle, long invoiceId, Actor actor);
}
