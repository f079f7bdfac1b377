package id.gerbang.billing.portal;

import id.gerbang.billing.http.Problem;
import id.gerbang.billing.invoice.InvoiceService;
import id.gerbang.billing.invoice.InvoiceView;
import id.gerbang.billing.isp.IspDao;
import id.gerbang.billing.isp.IspProfile;
import id.gerbang.billing.portal.Frame.Page;
import id.gerbang.billing.portal.PortalDao.Payer;
import id.gerbang.billing.wording.Wording;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * {@code /pay/{code}}: an invoice for whoever has its link. The code is the whole permission, so it
 * is never logged, and no other site is told of it.
 */
@PermitAll
@Path("/pay")
public final class PayPages {

  /** How often an open page looks whether it was paid meanwhile. */
  private static final OptionalInt MINUTE = OptionalInt.of(60);

  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{24}");

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;
  private final InvoiceService invoices;
  private final Frame frame;
  private final String style = style();

  PayPages(Jdbi jdbi, Clock clock, ZoneId zone, InvoiceService invoices, Frame frame) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
    this.invoices = invoices;
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

  @GET
  @Path("{code}")
  @Produces(Frame.HTML)
  public Response invoice(
      @PathParam("code") String code,
      @QueryParam("lang") @Nullable String lang,
      @Context HttpHeaders headers) {
    Wording wording = frame.wording(headers, lang);
    return jdbi.inTransaction(
        handle -> {
          IspProfile isp = handle.attach(IspDao.class).profile();
          Optional<InvoiceView> invoice =
              CODE.matcher(code).matches() ? invoices.byPayCode(handle, code) : Optional.empty();
          return invoice.isPresent()
              ? show(handle, invoice.get(), code, isp, wording)
              : unknown(isp, wording);
        });
  }

  private Response show(
      Handle handle, InvoiceView invoice, String code, IspProfile isp, Wording wording) {
    Payer payer = handle.attach(PortalDao.class).payer(invoice.customerId()).orElseThrow();
    InvoicePart part =
        new InvoicePart(
            invoice, payer, wording, LocalDate.ofInstant(clock.instant(), zone), clock.instant());
    boolean open = invoice.status().equals("open");
    Page page =
        new Page(
            200,
            wording.say("page.pay"),
            open ? MINUTE : OptionalInt.empty(),
            "/pay/" + code,
            handle.attach(IspDao.class).hasLogo());
    return frame.show(
        page,
        isp,
        wording,
        html -> {
          part.summary(html);
          if (open) {
            new ByHand(isp, wording).write(html, invoice.number());
          }
          part.details(html);
        });
  }

  private Response unknown(IspProfile isp, Wording wording) {
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
