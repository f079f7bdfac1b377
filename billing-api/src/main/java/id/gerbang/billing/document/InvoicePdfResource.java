package id.gerbang.billing.document;

import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.http.WithinReach;
import id.gerbang.billing.invoice.Invoices;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /invoices/{id}/pdf}: the invoice on paper. */
@WithinReach
@Path("/api/v1/invoices/{id}/pdf")
public final class InvoicePdfResource {

  private final Jdbi jdbi;
  private final Invoices invoices;
  private final Documents documents;

  public InvoicePdfResource(Jdbi jdbi, Invoices invoices, Documents documents) {
    this.jdbi = jdbi;
    this.invoices = invoices;
    this.documents = documents;
  }

  /**
   * @param lang {@code id} or {@code en}
   */
  @GET
  @Produces("application/pdf")
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public Response pdf(@PathParam("id") Ref ref, @QueryParam("lang") @Nullable String lang) {
    InvoicePdf pdf =
        jdbi.inTransaction(handle -> documents.invoice(handle, invoices.one(handle, ref), lang));
    return Documents.answer(pdf.invoice().number(), pdf.write());
  }
}
