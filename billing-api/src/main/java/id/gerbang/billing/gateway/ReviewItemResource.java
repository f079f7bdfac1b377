package id.gerbang.billing.gateway;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Role;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /review-items}: what a person must decide. */
@Path("/api/v1/review-items")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class ReviewItemResource {

  private final Jdbi jdbi;
  private final Idempotency idempotency;
  private final ReviewItems reviews;

  ReviewItemResource(Jdbi jdbi, Idempotency idempotency, ReviewItems reviews) {
    this.jdbi = jdbi;
    this.idempotency = idempotency;
    this.reviews = reviews;
  }

  /** What was done about an item. */
  public record ResolveItem(@Nullable String resolution) {}

  /**
   * Oldest first.
   *
   * @param state {@code open} or {@code resolved}
   */
  @GET
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public Page<ReviewItemView> list(
      @BeanParam ListQuery query,
      @QueryParam("state") @Nullable String state,
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("customerId") @Nullable Ref customer) {
    Boolean resolved =
        switch (state == null ? "" : state) {
          case "" -> null;
          case "open" -> false;
          case "resolved" -> true;
          default -> throw Problem.unprocessable("state", "is open or resolved");
        };
    Long customerId = customer == null ? null : customer.id();
    List<ReviewItemView> views =
        jdbi
            .withExtension(
                ReviewItemDao.class,
                dao ->
                    dao.list(resolved, kind, customerId, query.like(), query.after(), query.rows()))
            .stream()
            .map(ReviewItemView::of)
            .toList();
    return query.page(views, ReviewItemView::id);
  }

  @GET
  @Path("/{id}")
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public ReviewItemView one(@PathParam("id") Ref ref) {
    return jdbi.withExtension(ReviewItemDao.class, dao -> ReviewItems.one(dao, ref.id()));
  }

  @POST
  @Path("/{id}/resolve")
  @Allow({Role.OWNER, Role.BILLING})
  public Response resolve(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @PathParam("id") Ref ref,
      ResolveItem how) {
    return idempotency.once(
        actor,
        key,
        "POST /review-items/" + ref + "/resolve",
        how,
        handle -> Answer.ok(reviews.resolve(handle, ref.id(), how.resolution(), actor)));
  }
}
