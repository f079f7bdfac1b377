package id.gerbang.billing.portal;

import id.gerbang.billing.gateway.PaymentAttemptView;
import id.gerbang.billing.gateway.PaymentAttempts;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.invoice.Invoices;
import id.gerbang.billing.isp.IspDao;
import id.gerbang.billing.isp.IspProfile;
import id.gerbang.billing.portal.Bills.Bill;
import id.gerbang.billing.portal.Frame.Page;
import id.gerbang.billing.wording.Wording;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * {@code /pay/{code}}: an invoice for whoever has its link, and the ways to pay it. The code is the
 * whole permission, so it is never logged, and no other site is told of it.
 */
@PermitAll
@Path("/pay")
public final class PayPages {

  private final Jdbi jdbi;
  private final Bills bills;
  private final PaymentAttempts attempts;
  private final OtherSites otherSites;
  private final Frame frame;
  private final BillPage page;
  private final String style = style();

  PayPages(
      Jdbi jdbi,
      Clock clock,
      ZoneId zone,
      Invoices invoices,
      PaymentAttempts attempts,
      OtherSites otherSites,
      Frame frame) {
    this.jdbi = jdbi;
    this.bills = new Bills(jdbi, invoices);
    this.attempts = attempts;
    this.otherSites = otherSites;
    this.frame = frame;
    this.page = new BillPage(clock, zone, attempts, frame);
  }

  @GET
  @Path("page.css")
  @Produces("text/css;charset=utf-8")
  public Response pageStyle() {
    return Response.ok(style).header("Cache-Control", "public, max-age=3600").build();
  }

  @GET
  @Path("logo.png")
  @Produces("image/png")
  public Response logo() {
    return jdbi.withExtension(IspDao.class, IspDao::logo)
        .map(png -> Response.ok(png).header("Cache-Control", "public, max-age=3600").build())
        .orElseThrow(() -> Problem.notFound("logo"));
  }

  /**
   * @param attempt of those to pay this invoice, the one to show
   */
  @GET
  @Path("{code}")
  @Produces(Frame.HTML)
  public Response invoice(
      @PathParam("code") String code,
      @QueryParam("lang") @Nullable String lang,
      @QueryParam("attempt") @Nullable String attempt,
      @Context HttpHeaders headers) {
    Wording wording = frame.wording(headers, lang);
    return bills
        .of(code)
        .map(bill -> page.show(bill, attempt, wording, 200, ""))
        .orElseGet(() -> unknown(wording));
  }

  /**
   * A way to pay is chosen. The same one again is the same attempt, so that to send the form twice
   * does no harm; the answer leads to the page that shows it.
   *
   * @param paid instead, the attempt that the customer says is paid
   */
  @POST
  @Path("{code}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Frame.HTML)
  public Response choose(
      @PathParam("code") String code,
      @QueryParam("lang") @Nullable String lang,
      @FormParam(Ways.FIELD) @Nullable String way,
      @FormParam(AttemptPart.PAID) @Nullable String paid,
      @Context HttpHeaders headers,
      @Context HttpServletRequest request,
      @Context HttpServletResponse answer) {
    Wording wording = frame.wording(headers, lang);
    Optional<Bill> bill = bills.of(code);
    if (bill.isEmpty()) {
      return unknown(wording);
    }
    if (otherSites.sent(request)) {
      return page.show(bill.get(), null, wording, 403, "pay.elsewhere");
    }
    long invoiceId = bill.get().invoice().id();
    if (paid != null) {
      Optional<PaymentAttemptView> attempt = Standing.named(attempts.ofInvoice(invoiceId), paid);
      attempt.ifPresent(shown -> attempts.look(shown.id()));
      return lead(answer, bill.get(), attempt.map(Standing::number).orElse("none"), wording);
    }
    String[] named = (way == null ? "" : way).split(":", 2);
    try {
      PaymentAttemptView made =
          attempts.create(invoiceId, named[0], named.length > 1 ? named[1] : "", Actor.PAYER);
      return lead(answer, bill.get(), Standing.number(made), wording);
    } catch (Problem problem) {
      Bill now = bills.of(code).orElseThrow();
      String why = problem.status() == 409 ? "pay.too.many" : "pay.not.offered";
      return page.show(now, null, wording, problem.status(), now.isOpen() ? why : "");
    }
  }

  private static Response lead(
      HttpServletResponse answer, Bill bill, String attempt, Wording wording) {
    // Not through JAX-RS, which would put its own idea of scheme and host before the path.
    answer.setHeader(
        "Location",
        bill.path() + "?attempt=" + attempt + "&lang=" + wording.language().getLanguage());
    return Response.status(Response.Status.SEE_OTHER).build();
  }

  private Response unknown(Wording wording) {
    IspProfile isp = jdbi.withExtension(IspDao.class, IspDao::profile);
    Page page = new Page(404, wording.say("not.found"), OptionalInt.empty(), "/pay/unknown", false);
    return frame.show(
        page,
        isp,
        wording,
        html ->
            html.open("section")
                .element("h1", wording.say("not.found"))
                .element("p", wording.say("not.found.words"))
                .close());
  }

  private static String style() {
    try (InputStream in =
        Objects.requireNonNull(PayPages.class.getResourceAsStream("page.css"), "page.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
