package id.gerbang.billing.incident;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.BILLING;
import static id.gerbang.billing.http.Role.HELPDESK;
import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.ETags;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Personal;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.WithinReach;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /incidents}: outages, step by step. */
@WithinReach
@Path("/api/v1/incidents")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class IncidentResource {

  private final Jdbi jdbi;
  private final Idempotency idempotency;
  private final IncidentService incidents;
  private final StepService steps;
  private final Language language;

  public IncidentResource(
      Jdbi jdbi,
      Idempotency idempotency,
      IncidentService incidents,
      StepService steps,
      Language language) {
    this.jdbi = jdbi;
    this.idempotency = idempotency;
    this.incidents = incidents;
    this.steps = steps;
    this.language = language;
  }

  /** Newest first. */
  @GET
  @Personal
  @Allow({OWNER, TECHNICIAN, BILLING, HELPDESK, AUDITOR})
  public Page<IncidentView> list(
      @BeanParam ListQuery query, @BeanParam IncidentFilter filter, @Context HttpHeaders headers) {
    return jdbi.inTransaction(
        handle ->
            query
                .page(filter.list(handle, query), IncidentRow::id)
                .of(rows -> Incidents.listed(handle, rows, words(headers))));
  }

  @POST
  @Allow({OWNER, TECHNICIAN, HELPDESK})
  public Response open(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @Context HttpHeaders headers,
      CreateIncident request) {
    return idempotency.once(
        actor,
        key,
        "POST /incidents",
        request,
        handle -> {
          Ref made = incidents.open(handle, request, actor);
          return Answer.created(
              "/api/v1/incidents/" + made, Incidents.whole(handle, made, words(headers)));
        });
  }

  @GET
  @Path("/{id}")
  @Allow({OWNER, TECHNICIAN, BILLING, HELPDESK, AUDITOR})
  public Response get(@PathParam("id") Ref ref, @Context HttpHeaders headers) {
    return response(jdbi.inTransaction(handle -> Incidents.whole(handle, ref, words(headers))));
  }

  @PATCH
  @Path("/{id}")
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  @Allow({OWNER, TECHNICIAN, HELPDESK})
  public Response change(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Context HttpHeaders headers,
      JsonNode patch) {
    return response(
        jdbi.inTransaction(
            handle -> {
              incidents.change(
                  handle,
                  ref,
                  before -> Json.merge(before, patch, ChangeIncident.class),
                  ifMatch,
                  actor);
              return Incidents.whole(handle, ref, words(headers));
            }));
  }

  @POST
  @Path("/{id}/steps/{step}")
  @Allow({OWNER, TECHNICIAN, HELPDESK})
  public Response take(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @PathParam("id") Ref ref,
      @PathParam("step") String name,
      @Context HttpHeaders headers,
      TakeStep request) {
    Step step = step(name);
    return changed(
        actor,
        key,
        ref,
        "/steps/" + name,
        request,
        headers,
        handle -> steps.take(handle, ref, step, request, actor));
  }

  @POST
  @Path("/{id}/steps/{step}/undo")
  @Allow({OWNER, TECHNICIAN})
  public Response undo(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @PathParam("id") Ref ref,
      @PathParam("step") String name,
      @Context HttpHeaders headers,
      TakenBack request) {
    Step step = step(name);
    return changed(
        actor,
        key,
        ref,
        "/steps/" + name + "/undo",
        request,
        headers,
        handle -> steps.undo(handle, ref, step, request, actor));
  }

  @POST
  @Path("/{id}/cancel")
  @Allow({OWNER, TECHNICIAN})
  public Response cancel(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @PathParam("id") Ref ref,
      @Context HttpHeaders headers,
      TakenBack request) {
    return changed(
        actor,
        key,
        ref,
        "/cancel",
        request,
        headers,
        handle -> incidents.cancel(handle, ref, request, actor));
  }

  /** What was done to it, and how it stands then. */
  private Response changed(
      Actor actor,
      @Nullable String key,
      Ref ref,
      String path,
      Object request,
      HttpHeaders headers,
      Consumer<Handle> change) {
    return idempotency.once(
        actor,
        key,
        "POST /incidents/" + ref + path,
        request,
        handle -> {
          change.accept(handle);
          return Answer.ok(Incidents.whole(handle, ref, words(headers)));
        });
  }

  private IncidentWords words(HttpHeaders headers) {
    return new IncidentWords(language.of(headers));
  }

  private static Step step(String name) {
    return Step.of(name).orElseThrow(() -> Problem.notFound("step " + name));
  }

  private static Response response(IncidentView view) {
    return Response.ok(view).header("ETag", ETags.of(view.version())).build();
  }
}
