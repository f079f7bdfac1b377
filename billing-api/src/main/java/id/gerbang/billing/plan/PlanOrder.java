package id.gerbang.billing.plan;

import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Where;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** In which order a list shows plans. */
public final class PlanOrder {

  /** {@code id}, {@code -id} or {@code name}. */
  @QueryParam("sort")
  @DefaultValue("id")
  private String sort = "id";

  /** A page of them. */
  List<PlanRow> list(Handle handle, ListQuery query) {
    Where where = new Where().and("p.name ILIKE :like", "like", query.like());
    String order = after(where, query);
    return handle.attach(PlanDao.class).list(where.sql(), order, where.values(), query.rows());
  }

  private String after(Where where, ListQuery query) {
    switch (sort) {
      case "id":
        where.and("p.id > :after").bind("after", query.after());
        return "p.id";
      case "-id":
        where.and("p.id < :before").bind("before", query.before());
        return "p.id DESC";
      case "name":
        if (query.after() != Long.MIN_VALUE) {
          where
              .and("(p.name, p.id) > (SELECT k.name, k.id FROM plan k WHERE k.id = :after)")
              .bind("after", query.after());
        }
        return "p.name, p.id";
      default:
        throw Problem.unprocessable("sort", "is id, -id or name");
    }
  }
}
