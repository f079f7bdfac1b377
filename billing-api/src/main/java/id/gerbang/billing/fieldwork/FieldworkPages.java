package id.gerbang.billing.fieldwork;

import id.gerbang.billing.http.ClientAddress;
import id.gerbang.billing.http.LongBody;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.incident.LinkService;
import id.gerbang.billing.incident.PartyWork;
import id.gerbang.billing.incident.PartyWork.Work;
import id.gerbang.billing.isp.IspDao;
import id.gerbang.billing.photo.Photo;
import id.gerbang.billing.portal.Frame;
import id.gerbang.billing.portal.Frame.Page;
import id.gerbang.billing.portal.Html;
import id.gerbang.billing.portal.Misses;
import id.gerbang.billing.portal.OtherSites;
import id.gerbang.billing.portal.Tries;
import id.gerbang.billing.wording.Wording;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Consumes;
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
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * {@code /incident/{code}}: what one party of an incident sees and does. The code is the whole
 * permission, so it is never logged, and no other site is told of it; who guesses is held up.
 */
@PermitAll
@Path("/incident")
@Produces(Frame.HTML)
public final class FieldworkPages {

  private static final int MISSES_A_MINUTE = 10;

  /** Of all addresses together. */
  private static final int ALL_MISSES_A_MINUTE = 120;

  /** Others press their buttons meanwhile. */
  private static final OptionalInt HALF_A_MINUTE = OptionalInt.of(30);

  private final Jdbi jdbi;
  private final PartyWork works;
  private final ClientAddress clients;
  private final OtherSites otherSites;
  private final Frame frame;
  private final Tries misses;
  private final Misses allMisses;

  public FieldworkPages(
      Jdbi jdbi, Clock clock, PartyWork works, ClientAddress clients, Frame frame) {
    this.jdbi = jdbi;
    this.works = works;
    this.clients = clients;
    this.otherSites = new OtherSites(clients);
    this.frame = frame;
    this.misses = new Tries(clock, MISSES_A_MINUTE);
    this.allMisses = new Misses(clock, ALL_MISSES_A_MINUTE);
  }

  @GET
  @Path("{code}")
  public Response page(
      @PathParam("code") String code,
      @QueryParam("lang") @Nullable String lang,
      @Context HttpHeaders headers,
      @Context HttpServletRequest request) {
    Wording wording = frame.wording(headers, lang);
    return visit(code, request, wording, work -> show(code, work, 200, "", wording));
  }

  /** One that this party sees on its page. */
  @GET
  @Path("{code}/photos/{photo}")
  @Produces({"image/jpeg", "image/png", "image/webp"})
  public Response photo(
      @PathParam("code") String code,
      @PathParam("photo") long photo,
      @QueryParam("lang") @Nullable String lang,
      @Context HttpHeaders headers,
      @Context HttpServletRequest request) {
    Wording wording = frame.wording(headers, lang);
    return visit(
        code,
        request,
        wording,
        work ->
            Optional.of(new WorkPage(work, "", wording))
                .filter(page -> page.shows(photo))
                .flatMap(page -> works.photo(code, photo))
                .orElseGet(() -> say(404, "incident.unknown", code, wording)));
  }

  /** A step of the link's party is done; the answer leads back to the page. */
  @POST
  @Path("{code}")
  @LongBody(Form.LONGEST)
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public Response take(
      @PathParam("code") String code,
      @QueryParam("lang") @Nullable String lang,
      @Context HttpHeaders headers,
      @Context HttpServletRequest request,
      @Context HttpServletResponse answer,
      InputStream body) {
    Wording wording = frame.wording(headers, lang);
    return visit(
        code,
        request,
        wording,
        work -> {
          if (otherSites.sent(request)) {
            return show(code, work, 403, "incident.refused.403", wording);
          }
          try {
            Form form = Form.read(body, headers.getHeaderString(HttpHeaders.CONTENT_TYPE));
            works.take(
                code,
                form.text("step"),
                minutes(form.text("ago")),
                said(form.text("note")),
                form.file("photo").map(Photo::of));
          } catch (Problem refused) {
            Work now = works.of(code, wording.language()).orElse(work);
            return show(code, now, refused.status(), words(refused), wording);
          }
          // Not through JAX-RS, which would put its own idea of scheme and host before the path.
          answer.setHeader("Location", LinkService.PATH + code + "?lang=" + wording.language());
          return Response.status(Response.Status.SEE_OTHER).build();
        });
  }

  private interface Visit {
    Response of(Work work);
  }

  private Response visit(String code, HttpServletRequest request, Wording wording, Visit visit) {
    InetAddress address = clients.of(request);
    if (misses.spent(address) || allMisses.full()) {
      return say(429, "incident.too.many", "unknown", wording);
    }
    Optional<Work> work = works.of(code, wording.language());
    if (work.isEmpty()) {
      misses.take(address);
      allMisses.note();
      return say(404, "incident.unknown", "unknown", wording);
    }
    return work.get().isOver() ? say(200, "incident.over", code, wording) : visit.of(work.get());
  }

  private Response show(String code, Work work, int status, String wrong, Wording wording) {
    String path = LinkService.PATH + code;
    WorkPage shown = new WorkPage(work, path, wording);
    return framed(
        new Page(
            status,
            wording.say("incident.title", work.incident().number()),
            shown.isToDo() ? OptionalInt.empty() : HALF_A_MINUTE,
            path,
            false),
        wording,
        html -> shown.write(html, wrong));
  }

  private Response say(int status, String words, String code, Wording wording) {
    return framed(
        new Page(
            status,
            wording.say("incident.noc"),
            OptionalInt.empty(),
            LinkService.PATH + code,
            false),
        wording,
        html -> html.open("section").element("p", wording.say(words)).close());
  }

  private Response framed(Page page, Wording wording, Consumer<Html> main) {
    return frame.show(page, jdbi.withExtension(IspDao.class, IspDao::profile), wording, main);
  }

  private static String words(Problem refused) {
    return switch (refused.status()) {
      case 422 ->
          refused.errors().stream().anyMatch(error -> error.field().equals("photo"))
              ? "incident.refused.photo"
              : "incident.refused.422";
      case 413 -> "incident.refused.photo";
      case 403 -> "incident.refused.403";
      default -> "incident.refused.409";
    };
  }

  private static Duration minutes(String ago) {
    return ago.matches("[0-9]{1,4}") ? Duration.ofMinutes(Integer.parseInt(ago)) : Duration.ZERO;
  }

  /** Browsers send lines as CR LF. */
  private static @Nullable String said(String note) {
    return note.isBlank() ? null : note.strip().replace("\r\n", "\n");
  }
}
