package id.gerbang.billing.staff;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.OWNER;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Bearer;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
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

/** {@code /tokens}: what programs show instead of a password. */
@Path("/api/v1/tokens")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class TokenResource {

  private final Jdbi jdbi;
  private final Idempotency idempotency;
  private final TokenService tokens;

  public TokenResource(Jdbi jdbi, Idempotency idempotency, TokenService tokens) {
    this.jdbi = jdbi;
    this.idempotency = idempotency;
    this.tokens = tokens;
  }

  /** A token with its text, shown once. */
  public record CreatedToken(TokenView view, String token) {

    @Override
    public String toString() {
      return "CreatedToken[" + view + "]";
    }
  }

  @GET
  @Allow({OWNER, AUDITOR})
  public Page<TokenView> list(@BeanParam ListQuery query) {
    return query.page(
        jdbi.withExtension(
            TokenDao.class, dao -> dao.list(query.like(), query.after(), query.rows())),
        TokenView::id);
  }

  @POST
  @Bearer.NotNarrowed
  @Allow(OWNER)
  public Response create(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      TokenRequest request) {
    return idempotency.once(
        actor,
        key,
        "POST /tokens",
        request,
        handle -> {
          TokenService.Created made = tokens.create(handle, request, actor);
          return Answer.created(
              "/api/v1/tokens/" + made.view().id(), new CreatedToken(made.view(), made.token()));
        });
  }

  @GET
  @Path("/{id}")
  @Allow({OWNER, AUDITOR})
  public TokenView get(@PathParam("id") long id) {
    return jdbi.withHandle(handle -> TokenService.find(handle, id));
  }

  @DELETE
  @Path("/{id}")
  @Allow(OWNER)
  public void revoke(@Auth Actor actor, @PathParam("id") long id) {
    jdbi.useTransaction(handle -> tokens.revoke(handle, id, actor));
  }
}
