package id.gerbang.billing.incident;

import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Where;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** {@code ?open=&customerId=&area=} of incidents. */
public final class IncidentFilter {

  @QueryParam("open")
  private @Nullable Boolean open;

  @QueryParam("customerId")
  private @Nullable Ref customer;

  @QueryParam("area")
  private @Nullable String area;

  List<IncidentRow> list(Handle handle, ListQuery query) {
    Where where =
        new Where()
            .and("i.id < :before")
            .bind("before", query.before())
            .and("i.customer_id = :customer", "customer", customer == null ? null : customer.id())
            .and("c.area = :area", "area", area)
            .and(
                "(i.number ILIKE :like OR i.customer_ticket ILIKE :like OR i.summary ILIKE :like"
                    + " OR c.number ILIKE :like OR c.name ILIKE :like)")
            .bind("like", query.like());
    if (open != null) {
      where.and("i.ended_at IS " + (open ? "NULL" : "NOT NULL"));
    }
    return handle.attach(IncidentDao.class).list(where.sql(), where.values(), query.rows());
  }
}
