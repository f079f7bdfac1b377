package id.gerbang.billing.portal;

import id.gerbang.billing.gateway.PaymentAttemptView;
import id.gerbang.billing.gateway.PaymentAttempts;
import id.gerbang.billing.gateway.PaymentChannel;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.invoice.InvoiceService;
import id.gerbang.billing.invoice.InvoiceView;
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
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
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

  /** How often an open page looks whether it was paid meanwhile. */
  private static final OptionalInt MINUTE = OptionalInt.of(60);

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;
  private final Bills bills;
  private final PaymentAttempts attempts;
  private final OtherSites otherSites;
  private final Frame frame;
  private final String style = style();

  PayPages(
      Jdbi jdbi,
      Clock clock,
      ZoneId zone,
      InvoiceService invoices,
      PaymentAttempts attempts,
      OtherSites otherSites,
      Frame frame) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
    this.bills = new Bills(jdbi, invoices);
    this.attempts = attempts;
    this.otherSites = otherSites;
    this.frame = frame;
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
        .map(bill -> show(bill, attempt, wording, 200, ""))
        .orElseGet(() -> unknown(wording));
  }

  /**
   * A way to pay is chosen. The same one again is the same attempt, so that to send the form twice
   * does no harm; the answer leads to the page that shows it.
   */
  @POST
  @Path("{code}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(Frame.HTML)
  public Response choose(
      @PathParam("code") String code,
      @QueryParam("lang") @Nullable String lang,
      @FormParam(Ways.FIELD) @Nullable String way,
      @Context HttpHeaders headers,
      @Context HttpServletRequest request,
      @Context HttpServletResponse answer) {
    Wording wording = frame.wording(headers, lang);
    Optional<Bill> bill = bills.of(code);
    if (bill.isEmpty()) {
      return unknown(wording);
    }
    if (otherSites.sent(request)) {
      return show(bill.get(), null, wording, 403, "pay.elsewhere");
    }
    String[] named = (way == null ? "" : way).split(":", 2);
    try {
      PaymentAttemptView made =
          attempts.create(
              bill.get().invoice().id(), named[0], named.length > 1 ? named[1] : "", Actor.PAYER);
      // Not through JAX-RS, which would put its own idea of scheme and host before the path.
      answer.setHeader(
          "Location",
          bill.get().path() + "?attempt=" + Standing.number(made) + "&" + lang(wording));
      return Response.status(Response.Status.SEE_OTHER).build();
    } catch (Problem problem) {
      Bill now = bills.of(code).orElseThrow();
      String why = problem.status() == 409 ? "pay.too.many" : "pay.not.offered";
      return show(now, null, wording, problem.status(), now.isOpen() ? why : "");
    }
  }

  private static String lang(Wording wording) {
    return "lang=" + wording.language().getLanguage();
  }

  /**
   * @param named the attempt that the address names
   * @param wrong the key of what was wrong with the form; empty: nothing
   */
  private Response show(
      Bill bill, @Nullable String named, Wording wording, int status, String wrong) {
    Instant now = clock.instant();
    InvoiceView invoice = bill.invoice();
    String action = bill.path() + "?" + lang(wording);
    List<PaymentChannel> channels = bill.isOpen() ? attempts.channels(invoice.id()) : List.of();
    Optional<AttemptPart> attempt =
        (bill.isOpen()
                ? Standing.shown(attempts.ofInvoice(invoice.id()), named, invoice.open(), now)
                : Optional.<PaymentAttemptView>empty())
            .map(
                shown ->
                    new AttemptPart(
                        shown,
                        ChannelName.of(shown, channels, wording),
                        Standing.of(shown, invoice.open(), now),
                        action,
                        wording));
    OptionalInt reload =
        bill.isOpen()
            ? attempt.map(part -> part.standing().reload()).orElse(MINUTE)
            : OptionalInt.empty();
    String path =
        attempt
            .map(part -> bill.path() + "?attempt=" + Standing.number(part.attempt()))
            .orElse(bill.path());
    InvoicePart part =
        new InvoicePart(invoice, bill.payer(), wording, LocalDate.ofInstant(now, zone), now);
    return frame.show(
        new Page(status, wording.say("page.pay"), reload, path, bill.logo()),
        bill.isp(),
        wording,
        html -> {
          part.summary(html);
          if (!wrong.isEmpty()) {
            html.open("section").element("p", wording.say(wrong), "class", "wrong").close();
          }
          attempt.ifPresent(shown -> shown.write(html));
          if (!channels.isEmpty()) {
            new Ways(channels, action, wording)
                .write(html, attempt.isPresent() ? "pay.other" : "pay.choose");
          }
          if (bill.isOpen()) {
            ByHand byHand = new ByHand(bill.isp(), wording);
            if (channels.isEmpty()) {
              byHand.write(html, invoice.number());
            } else {
              byHand.writeBeside(html, invoice.number());
            }
          }
          part.details(html);
        });
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
