package id.gerbang.billing.document;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.http.WithinReach;
import id.gerbang.billing.payment.Receipts;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /payments/{id}/receipt/pdf}: the receipt on paper. */
@WithinReach
@Path("/api/v1/payments/{id}/receipt/pdf")
public final class ReceiptPdfResource {

  private final Jdbi jdbi;
  private final Receipts receipts;
  private final Documents documents;

  public ReceiptPdfResource(Jdbi jdbi, Receipts receipts, Documents documents) {
    this.jdbi = jdbi;
    this.receipts = receipts;
    this.documents = documents;
  }

  /**
   * A collector has those of the own payments.
   *
   * @param lang {@code id} or {@code en}
   */
  @GET
  @Produces("application/pdf")
  @Allow({Role.OWNER, Role.BILLING, Role.COLLECTOR, Role.AUDITOR})
  public Response pdf(
      @Auth Actor actor, @PathParam("id") Ref ref, @QueryParam("lang") @Nullable String lang) {
    ReceiptPdf pdf =
        jdbi.inTransaction(
            handle -> documents.receipt(handle, receipts.of(handle, ref, actor), lang));
    return Documents.answer(pdf.receipt().number(), pdf.write());
  }
}
