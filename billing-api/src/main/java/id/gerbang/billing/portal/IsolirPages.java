package id.gerbang.billing.portal;

import id.gerbang.billing.http.ClientAddress;
import id.gerbang.billing.invoice.InvoiceView;
import id.gerbang.billing.invoice.Invoices;
import id.gerbang.billing.isp.IspDao;
import id.gerbang.billing.isp.IspProfile;
import id.gerbang.billing.portal.Frame.Page;
import id.gerbang.billing.portal.PortalDao.Named;
import id.gerbang.billing.portal.PortalDao.Payer;
import id.gerbang.billing.wording.Wording;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * {@code /isolir}: the walled garden's page. Known by the address of the session, a customer sees
 * why and what to pay; anybody else may name a customer number and learns what is to pay, and
 * nothing about whom. The links, which tell that, are for who also knows the end of the telephone
 * number.
 */
@PermitAll
@Path("/isolir")
@Produces(Frame.HTML)
public final class IsolirPages {

  private static final int TRIES_A_MINUTE = 10;

  /** Of all addresses together. */
  private static final int MISSES_A_MINUTE = 120;

  /** How often the page looks whether the gate is open. */
  private static final OptionalInt HALF_A_MINUTE = OptionalInt.of(30);

  /** As people write it: C-00123, c00123, 123. */
  private static final Pattern NUMBER = Pattern.compile("(?:C-?)?0*([1-9]\\d{0,8})");

  private final Jdbi jdbi;
  private final Clock clock;
  private final Invoices invoices;
  private final ClientAddress clients;
  private final Frame frame;
  private final Tries tries;
  private final Misses misses;

  IsolirPages(Jdbi jdbi, Clock clock, Invoices invoices, ClientAddress clients, Frame frame) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.invoices = invoices;
    this.clients = clients;
    this.frame = frame;
    this.tries = new Tries(clock, TRIES_A_MINUTE);
    this.misses = new Misses(clock, MISSES_A_MINUTE);
  }

  @GET
  public Response page(
      @QueryParam("lang") @Nullable String lang,
      @Context HttpHeaders headers,
      @Context HttpServletRequest request) {
    Wording wording = frame.wording(headers, lang);
    return jdbi.inTransaction(
        handle -> {
          IspProfile isp = handle.attach(IspDao.class).profile();
          Optional<Visitor> visitor = Visitor.of(handle, clients.of(request), clock.instant());
          if (visitor.isEmpty()) {
            return ask(200, "", isp, wording);
          }
          long customerId = visitor.get().customerId();
          Payer payer = handle.attach(PortalDao.class).payer(customerId).orElseThrow();
          return known(visitor.get(), payer, invoices.open(handle, customerId), isp, wording);
        });
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response byNumber(
      @FormParam("number") @Nullable String number,
      @FormParam("digits") @Nullable String digits,
      @QueryParam("lang") @Nullable String lang,
      @Context HttpHeaders headers,
      @Context HttpServletRequest request) {
    Wording wording = frame.wording(headers, lang);
    boolean mayTry = tries.take(clients.of(request)) && !misses.full();
    return jdbi.inTransaction(
        handle -> {
          IspProfile isp = handle.attach(IspDao.class).profile();
          if (!mayTry) {
            return ask(429, "isolir.too.many", isp, wording);
          }
          Optional<String> written = written(number);
          Optional<Named> named = written.flatMap(handle.attach(PortalDao.class)::customer);
          List<InvoiceView> open =
              named.map(customer -> invoices.open(handle, customer.id())).orElse(List.of());
          if (open.isEmpty()) {
            misses.note();
            // One answer for "no such number" and "nothing to pay": neither tells who is one.
            return ask(200, "isolir.nothing.open", isp, wording);
          }
          if (digits == null) {
            return amounts(open, written.orElseThrow(), "", isp, wording);
          }
          if (!LastDigits.match(named.orElseThrow().phone().orElse(null), digits)) {
            misses.note();
            return amounts(open, written.orElseThrow(), "isolir.digits.wrong", isp, wording);
          }
          return toPay(open, isp, wording);
        });
  }

  private Response amounts(
      List<InvoiceView> open, String number, String wrong, IspProfile isp, Wording wording) {
    return frame.show(
        page(200, OptionalInt.empty(), wording),
        isp,
        wording,
        html -> {
          new OpenBills(open, wording).writeAmounts(html);
          new LastDigits(wording).write(html, number, wrong);
          new ByHand(isp, wording).write(html, number);
        });
  }

  private Response known(
      Visitor visitor, Payer payer, List<InvoiceView> open, IspProfile isp, Wording wording) {
    OptionalInt reload =
        visitor.isWalled() || visitor.isToPay() ? HALF_A_MINUTE : OptionalInt.empty();
    return frame.show(
        page(200, reload, wording),
        isp,
        wording,
        html -> {
          html.open("section");
          html.element("h1", wording.say(visitor.words() + ".title"));
          html.element("p", wording.say(visitor.words()));
          visitor
              .until()
              .ifPresent(
                  until ->
                      html.element(
                          "p", wording.say(visitor.words() + ".until", wording.moment(until))));
          html.element(
              "p",
              wording.say("isolir.who", ShortName.of(payer.name()), payer.number()),
              "class",
              "small");
          html.close();
          new OpenBills(open, wording).write(html);
          if (open.isEmpty() && visitor.isToPay()) {
            new ByHand(isp, wording).write(html, payer.number());
          }
        });
  }

  private Response toPay(List<InvoiceView> open, IspProfile isp, Wording wording) {
    return frame.show(
        page(200, OptionalInt.empty(), wording),
        isp,
        wording,
        html -> new OpenBills(open, wording).write(html));
  }

  /**
   * @param wrong what was wrong with the number; empty: none was named yet
   */
  private Response ask(int status, String wrong, IspProfile isp, Wording wording) {
    return frame.show(
        page(status, OptionalInt.empty(), wording),
        isp,
        wording,
        html -> {
          html.open("section").element("h1", wording.say("isolir.ask.title"));
          html.element("p", wording.say("isolir.ask"));
          if (!wrong.isEmpty()) {
            html.element("p", wording.say(wrong), "class", "wrong");
          }
          html.open("form", "method", "post", "action", "/isolir?lang=" + wording.language());
          html.element("label", wording.say("customer.number"), "for", "number");
          html.leaf(
              "input",
              "id",
              "number",
              "name",
              "number",
              "placeholder",
              "C-00123",
              "autocomplete",
              "off",
              "maxlength",
              "20",
              "required",
              "");
          html.element("button", wording.say("isolir.show")).close().close();
        });
  }

  private static Page page(int status, OptionalInt reload, Wording wording) {
    return new Page(status, wording.say("isolir.title"), reload, "/isolir", false);
  }

  private static Optional<String> written(@Nullable String number) {
    Matcher matcher = NUMBER.matcher(number == null ? "" : number.strip().toUpperCase(Locale.ROOT));
    return matcher.matches()
        ? Optional.of("C-%05d".formatted(Integer.parseInt(matcher.group(1))))
        : Optional.empty();
  }
}
