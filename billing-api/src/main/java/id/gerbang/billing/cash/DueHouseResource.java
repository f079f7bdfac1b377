package id.gerbang.billing.cash;

import id.gerbang.billing.cash.DueHouseDao.DueHouseRow;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Personal;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.http.Times;
import id.gerbang.billing.http.Where;
import id.gerbang.billing.http.WithinReach;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /due-houses}: a collector's round. */
@WithinReach
@Path("/api/v1/due-houses")
@Produces(MediaType.APPLICATION_JSON)
public final class DueHouseResource {

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;

  public DueHouseResource(Jdbi jdbi, Clock clock, ZoneId zone) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
  }

  /**
   * @param until what is due up to that day; today without it
   * @param sort {@code address}, or {@code number} of the customer
   */
  @GET
  @Personal
  @Allow({Role.OWNER, Role.BILLING, Role.COLLECTOR})
  public Page<DueHouseView> list(
      @BeanParam ListQuery query,
      @QueryParam("area") @Nullable String area,
      @QueryParam("until") @Nullable String until,
      @QueryParam("sort") @DefaultValue("address") String sort) {
    LocalDate last =
        Times.day(until, "until").orElseGet(() -> LocalDate.ofInstant(clock.instant(), zone));
    Where where = new Where().and("c.area = :area", "area", area);
    if (!query.like().equals("%")) {
      where
          .and("(c.name ILIKE :like OR c.number ILIKE :like OR c.address ILIKE :like)")
          .bind("like", query.like());
    }
    String order = after(where, query, sort);
    return query
        .page(
            jdbi.withExtension(
                DueHouseDao.class,
                dao -> dao.list(where.sql(), order, where.values(), last, query.rows())),
            DueHouseRow::id)
        .of(rows -> rows.stream().map(DueHouseView::of).toList());
  }

  /** Where the page before ended; its last row says by itself where it stands in the order. */
  private static String after(Where where, ListQuery query, String sort) {
    boolean first = query.after() == Long.MIN_VALUE;
    if (!first) {
      where.bind("after", query.after());
    }
    switch (sort) {
      case "address":
        if (!first) {
          where.and(
              "(coalesce(c.address, ''), c.id) > (SELECT coalesce(k.address, ''), k.id FROM customer k WHERE k.id = :after)");
        }
        return "coalesce(c.address, ''), c.id";
      case "number":
        if (!first) {
          where.and("c.id > :after");
        }
        return "c.id";
      default:
        throw Problem.unprocessable("sort", "is address or number");
    }
  }
}
