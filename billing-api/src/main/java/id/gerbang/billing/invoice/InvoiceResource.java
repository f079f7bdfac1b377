package id.gerbang.billing.invoice;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.http.WithinReach;
import id.gerbang.billing.invoice.InvoiceDao.InvoiceRow;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /invoices}. */
@WithinReach
@Path("/api/v1/invoices")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class InvoiceResource {

  private final Jdbi jdbi;
  private final Idempotency idempotency;
  private final Invoices invoices;
  private final InvoiceService service;
  private final WriteOffs writeOffs;

  public InvoiceResource(
      Jdbi jdbi,
      Idempotency idempotency,
      Invoices invoices,
      InvoiceService service,
      WriteOffs writeOffs) {
    this.jdbi = jdbi;
    this.idempotency = idempotency;
    this.invoices = invoices;
    this.service = service;
    this.writeOffs = writeOffs;
  }

  /** Why an invoice is taken back. */
  public record VoidInvoice(@Nullable String reason) {}

  /** Why what is open of an invoice is given up. */
  public record WriteOffInvoice(@Nullable String reason) {}

  /** Why what was given up is open again. */
  public record UndoWriteOff(@Nullable String reason) {}

  /** The number of its tax invoice (faktur pajak); null takes it off. */
  public record TaxInvoiceNumber(@Nullable String taxInvoiceNumber) {}

  @GET
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public Page<InvoiceView> list(@BeanParam ListQuery query, @BeanParam InvoiceFilter filter) {
    return jdbi.inTransaction(
        handle -> {
          List<InvoiceRow> rows = filter.list(handle, query);
          return query.page(invoices.views(handle, rows), InvoiceView::id);
        });
  }

  @POST
  @Allow({Role.OWNER, Role.BILLING})
  public Response issue(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      CreateInvoice create) {
    return idempotency.onceWithKey(
        actor,
        key,
        "POST /invoices",
        create,
        handle -> {
          InvoiceView view = service.issue(handle, create, actor);
          return Answer.created("/api/v1/invoices/" + view.id(), view);
        });
  }

  @GET
  @Path("/{id}")
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public InvoiceView one(@PathParam("id") Ref ref) {
    return jdbi.inTransaction(handle -> invoices.one(handle, ref));
  }

  @POST
  @Path("/{id}/void")
  @Allow(Role.OWNER)
  public Response makeVoid(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @PathParam("id") Ref ref,
      VoidInvoice why) {
    return idempotency.onceWithKey(
        actor,
        key,
        "POST /invoices/" + ref + "/void",
        why,
        handle -> Answer.ok(service.makeVoid(handle, find(handle, ref), why.reason(), actor)));
  }

  /** What is open of it is given up; the invoice is done. */
  @POST
  @Path("/{id}/write-off")
  @Allow(Role.OWNER)
  public Response writeOff(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @PathParam("id") Ref ref,
      WriteOffInvoice why) {
    return idempotency.onceWithKey(
        actor,
        key,
        "POST /invoices/" + ref + "/write-off",
        why,
        handle -> {
          long id = find(handle, ref);
          writeOffs.writeOff(handle, id, why.reason(), actor);
          return Answer.ok(invoices.one(handle, id));
        });
  }

  /** What was given up is open again. */
  @POST
  @Path("/{id}/write-off/undo")
  @Allow(Role.OWNER)
  public Response undoWriteOff(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @PathParam("id") Ref ref,
      UndoWriteOff why) {
    return idempotency.onceWithKey(
        actor,
        key,
        "POST /invoices/" + ref + "/write-off/undo",
        why,
        handle -> {
          long id = find(handle, ref);
          writeOffs.undo(handle, id, why.reason(), actor);
          return Answer.ok(invoices.one(handle, id));
        });
  }

  @PUT
  @Path("/{id}/tax-invoice-number")
  @Allow({Role.OWNER, Role.BILLING})
  public InvoiceView setTaxInvoiceNumber(
      @Auth Actor actor, @PathParam("id") Ref ref, TaxInvoiceNumber number) {
    return jdbi.inTransaction(
        handle -> {
          long id = find(handle, ref);
          service.setTaxInvoiceNumber(handle, id, number.taxInvoiceNumber(), actor);
          return invoices.one(handle, id);
        });
  }

  private static long find(Handle handle, Ref ref) {
    return Invoices.find(handle, ref).id();
  }
}
