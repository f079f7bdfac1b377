package id.gerbang.billing.portal;

import id.gerbang.billing.http.Language;
import id.gerbang.billing.isp.IspProfile;
import id.gerbang.billing.wording.Wording;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.ZoneId;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What every page has alike: its head, the ISP above and below, and the headers it goes with. */
public final class Frame {

  public static final String HTML = MediaType.TEXT_HTML + ";charset=utf-8";
  static final String STYLE = "/pay/page.css";

  /** Forms go to us and nowhere else; nothing runs. */
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private final Language language;
  private final ZoneId zone;

  public Frame(Language language, ZoneId zone) {
    this.language = language;
    this.zone = zone;
  }

  /**
   * The words to answer in.
   *
   * @param asked {@code id} or {@code en} in the address; whatever else is as good as nothing
   */
  public Wording wording(HttpHeaders headers, @Nullable String asked) {
    Locale locale = language.of(asked).orElseGet(() -> language.of(headers));
    return new Wording(locale, zone);
  }

  /**
   * A page.
   *
   * @param reload seconds after which a browser asks again
   * @param path of this page, for its other language
   */
  public record Page(int status, String title, OptionalInt reload, String path, boolean logo) {}

  public Response show(Page page, IspProfile isp, Wording wording, Consumer<Html> main) {
    String other = wording.language().getLanguage().equals("en") ? "id" : "en";
    Html html = Html.document();
    html.open("html", "lang", wording.language().getLanguage());
    html.open("head").leaf("meta", "charset", "utf-8");
    html.leaf("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.leaf("meta", "name", "robots", "content", "noindex");
    page.reload()
        .ifPresent(
            seconds ->
                html.leaf("meta", "http-equiv", "refresh", "content", Integer.toString(seconds)));
    html.element("title", isp.name().isEmpty() ? page.title() : page.title() + " · " + isp.name());
    html.leaf("link", "rel", "stylesheet", "href", STYLE).close();
    html.open("body").open("header");
    if (page.logo()) {
      html.leaf("img", "src", "/pay/logo.png", "alt", isp.name());
    } else {
      html.element("strong", isp.name());
    }
    String joint = page.path().contains("?") ? "&" : "?";
    html.element("a", wording.say("other.language"), "href", page.path() + joint + "lang=" + other);
    html.close().open("main");
    main.accept(html);
    html.close();
    footer(html, isp, wording);
    return Response.status(page.status())
        .type(HTML)
        .header("Content-Security-Policy", POLICY)
        .header("Content-Language", wording.language().getLanguage())
        .header("Vary", "Accept-Language")
        .entity(html.closeAll().toString())
        .build();
  }

  private static void footer(Html html, IspProfile isp, Wording wording) {
    html.open("footer");
    if (!isp.name().isEmpty()) {
      html.element("p", isp.name());
    }
    if (!isp.address().isEmpty()) {
      html.open("p").lines(isp.address()).close();
    }
    if (!isp.phone().isEmpty()) {
      html.open("p").text(wording.say("contact") + ": ");
      html.element("a", isp.phone(), "href", "tel:" + isp.phone().replaceAll("[^+0-9]", ""));
      html.close();
    }
    html.close();
  }
}
