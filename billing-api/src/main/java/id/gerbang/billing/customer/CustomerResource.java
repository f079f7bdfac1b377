package id.gerbang.billing.customer;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.BILLING;
import static id.gerbang.billing.http.Role.HELPDESK;
import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.customer.Likeness.LikeView;
import id.gerbang.billing.http.AccessLog;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.ETags;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Personal;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.WithinReach;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.ZoneId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /customers}: who they are and how to reach them. */
@WithinReach
@Path("/api/v1/customers")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class CustomerResource {

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;
  private final Idempotency idempotency;
  private final CustomerService customers;

  public CustomerResource(
      Jdbi jdbi, Clock clock, ZoneId zone, Idempotency idempotency, CustomerService customers) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
    this.idempotency = idempotency;
    this.customers = customers;
  }

  /** Without the numbers that the state knows people by, but for an owner's files. */
  @GET
  @Personal
  @Allow({OWNER, TECHNICIAN, BILLING, HELPDESK, AUDITOR})
  public Page<CustomerView> list(
      @Auth Actor actor, @BeanParam ListQuery query, @BeanParam CustomerFilter filter) {
    boolean all = query.isWhole() && actor.role() == OWNER;
    return query
        .page(
            jdbi.withHandle(handle -> filter.list(handle, query, clock.instant(), zone)),
            CustomerRow::id)
        .of(rows -> rows.stream().map(row -> all ? row.view(null) : row.listed()).toList());
  }

  /** Who is there already and looks the same: for a form, while somebody types. */
  @GET
  @Path("/duplicates")
  @Personal
  @Allow({OWNER, TECHNICIAN, BILLING})
  public Page<LikeView> duplicates(
      @QueryParam("phone") @Nullable String phone,
      @QueryParam("name") @Nullable String name,
      @QueryParam("address") @Nullable String address,
      @QueryParam("username") @Nullable String username) {
    Likeness likeness = Likeness.of(phone, name, address, username);
    return new Page<>(jdbi.withHandle(likeness::find), null);
  }

  @POST
  @Allow({OWNER, TECHNICIAN, BILLING})
  public Response create(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      SaveCustomer request) {
    return idempotency.once(
        actor,
        key,
        "POST /customers",
        request,
        handle -> {
          CustomerView customer = customers.create(handle, request, actor);
          return Answer.created("/api/v1/customers/" + customer.id(), customer);
        });
  }

  @GET
  @Path("/{id}")
  @Allow({OWNER, TECHNICIAN, BILLING, HELPDESK, AUDITOR})
  public Response get(@Auth Actor actor, @PathParam("id") Ref ref) {
    return response(jdbi.inTransaction(handle -> seen(handle, actor, customers.find(handle, ref))));
  }

  @PUT
  @Path("/{id}")
  @Allow({OWNER, TECHNICIAN, BILLING})
  public Response replace(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      SaveCustomer request) {
    return response(
        jdbi.inTransaction(
            handle ->
                seen(handle, actor, customers.replace(handle, ref, request, ifMatch, actor))));
  }

  @PATCH
  @Path("/{id}")
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  @Allow({OWNER, TECHNICIAN, BILLING})
  public Response patch(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      JsonNode patch) {
    return response(
        jdbi.inTransaction(
            handle -> seen(handle, actor, customers.patch(handle, ref, patch, ifMatch, actor))));
  }

  @DELETE
  @Path("/{id}")
  @Allow({OWNER, TECHNICIAN, BILLING})
  public void archive(@Auth Actor actor, @PathParam("id") Ref ref) {
    jdbi.useTransaction(handle -> customers.archive(handle, ref, actor));
  }

  private CustomerView seen(Handle handle, Actor actor, CustomerView customer) {
    AccessLog.read(handle, clock.instant(), actor, "customer:" + customer.id());
    return customer;
  }

  private static Response response(CustomerView customer) {
    return Response.ok(customer).header("ETag", ETags.of(customer.version())).build();
  }
}
