package id.gerbang.billing.condition;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import id.gerbang.billing.backup.LinkRefDao;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.router.RouterAccess;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /backup-links/{id}/condition}: how things are at the customer's, before the tunnel. */
@Path("/api/v1/backup-links/{id}/condition")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class ConditionResource {

  private final Jdbi jdbi;
  private final Idempotency idempotency;
  private final Conditions conditions;
  private final Language language;

  public ConditionResource(
      Jdbi jdbi, Clock clock, Idempotency idempotency, RouterAccess access, Language language) {
    this.jdbi = jdbi;
    this.idempotency = idempotency;
    this.conditions = new Conditions(jdbi, clock, access);
    this.language = language;
  }

  /** A router may be asked any number of times: what it tells is of its own time. */
  @POST
  @Allow({OWNER, TECHNICIAN})
  public Response note(
      @Auth Actor actor,
      @PathParam("id") Ref id,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      ConditionRequest request,
      @Context HttpHeaders headers) {
    ConditionWords words = new ConditionWords(language.of(headers));
    String text = request.text();
    if (text == null) {
      ConditionRow row = conditions.asked(actor, id, request.routerId(), request.target());
      return Response.status(Response.Status.CREATED)
          .type(MediaType.APPLICATION_JSON_TYPE)
          .entity(Json.text(words.view(row)))
          .build();
    }
    if (request.routerId() != null) {
      throw Problem.unprocessable("text", "or routerId is to be given, not both");
    }
    String checked = Conditions.checked(text);
    return idempotency.once(
        actor,
        key,
        "POST /backup-links/" + id + "/condition",
        request,
        handle -> {
          long linkId = handle.attach(LinkRefDao.class).id(id);
          return Answer.created(
              "/api/v1/backup-links/" + linkId + "/condition",
              words.view(conditions.pasted(handle, actor, linkId, checked)));
        });
  }

  @GET
  @Allow({OWNER, TECHNICIAN, AUDITOR})
  public Page<ConditionView> list(
      @PathParam("id") Ref id, @BeanParam ListQuery query, @Context HttpHeaders headers) {
    ConditionWords words = new ConditionWords(language.of(headers));
    return query
        .page(
            jdbi.withHandle(
                handle ->
                    handle
                        .attach(ConditionDao.class)
                        .list(
                            handle.attach(LinkRefDao.class).id(id),
                            query.like(),
                            query.before(),
                            query.rows())),
            ConditionRow::id)
        .of(rows -> rows.stream().map(words::view).toList());
  }
}
