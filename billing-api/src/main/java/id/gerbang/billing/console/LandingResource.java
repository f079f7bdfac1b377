package id.gerbang.billing.console;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** {@code /}: one page that says what this is and where the API is. */
@PermitAll
@Path("/")
public final class LandingResource {

  private final String page = read("landing.html");
  private final String style = read("landing.css");

  @GET
  @Produces(MediaType.TEXT_HTML + ";charset=utf-8")
  public String page() {
    return page;
  }

  @GET
  @Path("landing.css")
  @Produces("text/css;charset=utf-8")
  public String style() {
    return style;
  }

  private static String read(String name) {
    try (InputStream in =
        Objects.requireNonNull(LandingResource.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
