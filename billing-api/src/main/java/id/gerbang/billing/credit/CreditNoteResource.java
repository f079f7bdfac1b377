package id.gerbang.billing.credit;

import id.gerbang.billing.credit.CreditNoteDao.NoteRow;
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
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /credit-notes}. */
@Path("/api/v1/credit-notes")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class CreditNoteResource {

  private final Jdbi jdbi;
  private final Idempotency idempotency;
  private final CreditNoteService notes;

  public CreditNoteResource(Jdbi jdbi, Idempotency idempotency, CreditNoteService notes) {
    this.jdbi = jdbi;
    this.idempotency = idempotency;
    this.notes = notes;
  }

  /** Oldest first. */
  @GET
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public Page<CreditNoteView> list(
      @BeanParam ListQuery query,
      @QueryParam("customerId") @Nullable Ref customer,
      @QueryParam("invoiceId") @Nullable Ref invoice) {
    return jdbi.inTransaction(
        handle ->
            query.page(
                CreditNoteService.views(
                    handle,
                    handle
                        .attach(CreditNoteDao.class)
                        .list(
                            customer == null ? null : customer.id(),
                            invoice == null ? null : invoice.id(),
                            query.like(),
                            query.after(),
                            query.rows())),
                CreditNoteView::id));
  }

  @POST
  @Allow({Role.OWNER, Role.BILLING})
  public Response issue(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      CreateCreditNote create) {
    return idempotency.onceWithKey(
        actor,
        key,
        "POST /credit-notes",
        create,
        handle -> {
          CreditNoteView view = notes.issue(handle, create, actor);
          return Answer.created("/api/v1/credit-notes/" + view.id(), view);
        });
  }

  @GET
  @Path("/{id}")
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public CreditNoteView one(@PathParam("id") Ref ref) {
    return jdbi.inTransaction(
        handle -> {
          CreditNoteDao dao = handle.attach(CreditNoteDao.class);
          Optional<NoteRow> row =
              switch (ref.kind()) {
                case ID -> dao.byId(ref.id());
                case NUMBER -> dao.byNumber(ref.value());
                case EXTERNAL -> dao.byExternalId(ref.value());
                case USERNAME -> Optional.empty();
              };
          return notes.one(
              handle, row.orElseThrow(() -> Problem.notFound("credit note " + ref)).id());
        });
  }
}
