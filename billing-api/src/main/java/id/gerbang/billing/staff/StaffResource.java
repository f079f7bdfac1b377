package id.gerbang.billing.staff;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Role;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /staff} and {@code /tokens}: the owner's. */
@Path("/api/v1")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class StaffResource {

  private final Jdbi jdbi;
  private final Idempotency idempotency;
  private final StaffService staff;
  private final TokenService tokens;

  public StaffResource(
      Jdbi jdbi, Idempotency idempotency, StaffService staff, TokenService tokens) {
    this.jdbi = jdbi;
    this.idempotency = idempotency;
    this.staff = staff;
    this.tokens = tokens;
  }

  /** A name and a role, for a person or a token. */
  public record Named(@Nullable String name, @Nullable Role role) {

    String checkedName() {
      Checks checks = new Checks();
      checks.text(name, "name", 63);
      checks.that(role != null, "role", "is missing");
      checks.done();
      return String.valueOf(name);
    }

    Role checkedRole() {
      return role == null ? Role.AUDITOR : role;
    }
  }

  /** A member of staff with the one-time password, shown once. */
  public record AddedStaff(StaffView staff, String oneTimePassword) {}

  /** A token with its text, shown once. */
  public record CreatedToken(TokenView view, String token) {}

  @GET
  @Path("/staff")
  @Allow(Role.OWNER)
  public Page<StaffView> staff(@BeanParam ListQuery query) {
    return query.page(
        jdbi.withExtension(
            StaffDao.class, dao -> dao.list(query.like(), query.after(), query.rows())),
        StaffView::id);
  }

  @POST
  @Path("/staff")
  @Allow(Role.OWNER)
  public Response addStaff(
      @Auth Actor actor, @HeaderParam("Idempotency-Key") @Nullable String key, Named request) {
    String name = request.checkedName();
    return idempotency.once(
        actor,
        key,
        "POST /staff",
        request,
        handle -> {
          StaffService.Added added = staff.add(handle, name, request.checkedRole(), actor);
          return Answer.created(
              "/api/v1/staff/" + added.view().id(), new AddedStaff(added.view(), added.password()));
        });
  }

  @GET
  @Path("/staff/{id}")
  @Allow(Role.OWNER)
  public StaffView oneStaff(@PathParam("id") long id) {
    return jdbi.withExtension(StaffDao.class, dao -> dao.find(id))
        .orElseThrow(() -> Problem.notFound("member of staff " + id));
  }

  @DELETE
  @Path("/staff/{id}")
  @Allow(Role.OWNER)
  public void disableStaff(@Auth Actor actor, @PathParam("id") long id) {
    oneStaff(id);
    jdbi.useTransaction(handle -> staff.disable(handle, id, actor));
  }

  @GET
  @Path("/tokens")
  @Allow(Role.OWNER)
  public Page<TokenView> tokens(@BeanParam ListQuery query) {
    return query.page(
        jdbi.withExtension(
            TokenDao.class, dao -> dao.list(query.like(), query.after(), query.rows())),
        TokenView::id);
  }

  @POST
  @Path("/tokens")
  @Allow(Role.OWNER)
  public Response createToken(
      @Auth Actor actor, @HeaderParam("Idempotency-Key") @Nullable String key, Named request) {
    String name = request.checkedName();
    return idempotency.once(
        actor,
        key,
        "POST /tokens",
        request,
        handle -> {
          TokenService.Created made = tokens.create(handle, name, request.checkedRole(), actor);
          return Answer.created(
              "/api/v1/tokens/" + made.view().id(), new CreatedToken(made.view(), made.token()));
        });
  }

  @GET
  @Path("/tokens/{id}")
  @Allow(Role.OWNER)
  public TokenView oneToken(@PathParam("id") long id) {
    return jdbi.withExtension(TokenDao.class, dao -> dao.find(id))
        .orElseThrow(() -> Problem.notFound("token " + id));
  }

  @DELETE
  @Path("/tokens/{id}")
  @Allow(Role.OWNER)
  public void revokeToken(@Auth Actor actor, @PathParam("id") long id) {
    oneToken(id);
    jdbi.useTransaction(handle -> tokens.revoke(handle, id, actor));
  }
}
