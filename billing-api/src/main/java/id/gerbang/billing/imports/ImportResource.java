package id.gerbang.billing.imports;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.LongBody;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.imports.ImportDao.AnsweredElsewhere;
import id.gerbang.billing.imports.ImportDao.ImportRecord;
import id.gerbang.billing.imports.ImportDao.RowRecord;
import id.gerbang.billing.imports.Imports.Ready;
import id.gerbang.billing.router.RouterService;
import id.gerbang.billing.subscription.PreviewService;
import id.gerbang.core.router.RouterPolicy;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /imports}: customers out of a file or another system, or what they would be. */
@Path("/api/v1/imports")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class ImportResource {

  /** About 6 MB of a file, in base64. */
  private static final int LONGEST = 8 << 20;

  private final Jdbi jdbi;
  private final Idempotency idempotency;
  private final Imports imports;
  private final ImportUndo undo;
  private final Clock clock;
  private final PreviewService previews;
  private final Language language;

  public ImportResource(
      Jdbi jdbi,
      Clock clock,
      Idempotency idempotency,
      Imports imports,
      ImportUndo undo,
      PreviewService previews,
      Language language) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.previews = previews;
    this.language = language;
    this.idempotency = idempotency;
    this.imports = imports;
    this.undo = undo;
  }

  @POST
  @LongBody(LONGEST)
  @Allow({Role.OWNER, Role.BILLING})
  public Response take(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      ImportCustomers request) {
    Ready ready = imports.read(request, actor);
    if (request.isRehearsal()) {
      return Response.ok(imports.rehearse(jdbi, ready, actor)).build();
    }
    return idempotency.onceWithKey(
        actor,
        key,
        "POST /imports",
        request,
        handle -> {
          ImportView view = imports.run(handle, ready, actor);
          return Answer.created("/api/v1/imports/" + view.id(), view);
        });
  }

  @GET
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public Page<ImportView> list(@BeanParam ListQuery query) {
    return jdbi.inTransaction(
        handle ->
            query
                .page(
                    handle.attach(ImportDao.class).list(query.like(), query.before(), query.rows()),
                    ImportRecord::id)
                .of(all -> all.stream().map(ImportViews::summary).toList()));
  }

  @GET
  @Path("/{id}")
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public ImportView one(@PathParam("id") long id) {
    return jdbi.inTransaction(handle -> ImportViews.of(handle, Imports.find(handle, id)));
  }

  @GET
  @Path("/{id}/rows")
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public Page<ImportRowView> rows(@PathParam("id") long id, @BeanParam ListQuery query) {
    return jdbi.inTransaction(
        handle -> {
          Imports.find(handle, id);
          return query
              .page(
                  handle.attach(ImportDao.class).rows(id, query.after(), query.rows()),
                  RowRecord::row)
              .of(all -> all.stream().map(ImportViews::row).toList());
        });
  }

  /** What each login of it is answered here, beside what it was answered before. */
  @GET
  @Path("/{id}/comparison")
  @Allow({Role.OWNER, Role.BILLING, Role.TECHNICIAN, Role.AUDITOR})
  public Page<ComparisonView> comparison(
      @PathParam("id") long id,
      @QueryParam("router") @Nullable Ref router,
      @BeanParam ListQuery query,
      @Context HttpHeaders headers) {
    return jdbi.inTransaction(
        handle -> {
          Imports.find(handle, id);
          RouterPolicy policy =
              router == null ? RouterPolicy.DEFAULT : RouterService.policy(handle, router);
          Locale words = language.of(headers);
          Instant now = clock.instant();
          return query
              .page(
                  handle.attach(ImportDao.class).elsewhere(id, query.after(), query.rows()),
                  AnsweredElsewhere::row)
              .of(
                  all ->
                      all.stream()
                          .map(
                              row ->
                                  Comparison.of(
                                      row,
                                      previews.preview(
                                          handle, Ref.id(row.subscriptionId()), policy, now, words),
                                      Json.kept(row.elsewhere(), Elsewhere.class)))
                          .toList());
        });
  }

  @POST
  @Path("/{id}/undo")
  @Allow({Role.OWNER, Role.BILLING})
  public Response undo(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @PathParam("id") long id) {
    return idempotency.onceWithKey(
        actor,
        key,
        "POST /imports/" + id + "/undo",
        Map.of(),
        handle -> Answer.ok(undo.undo(handle, id, actor)));
  }
}
