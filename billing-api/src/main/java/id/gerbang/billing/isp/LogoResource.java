package id.gerbang.billing.isp;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Role;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jdbi.v3.core.Jdbi;

/** {@code /settings/logo}: a PNG for invoices and payment links. */
@Path("/api/v1/settings/logo")
public final class LogoResource {

  private static final String PNG = "image/png";
  private static final int LONGEST = 200_000;
  private static final int WIDEST = 2_000;

  private final Jdbi jdbi;
  private final Clock clock;

  public LogoResource(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  @GET
  @Produces(PNG)
  @Allow({Role.OWNER, Role.BILLING, Role.TECHNICIAN, Role.HELPDESK, Role.AUDITOR})
  public byte[] read() {
    return jdbi.withExtension(IspDao.class, IspDao::logo)
        .orElseThrow(() -> Problem.notFound("logo"));
  }

  /** Written anew from its pixels: what else a file carries goes no further. */
  @PUT
  @Consumes(PNG)
  @Allow(Role.OWNER)
  public Response save(@Auth Actor actor, byte[] file) {
    byte[] png = redrawn(file);
    Instant now = clock.instant();
    jdbi.useTransaction(
        handle -> {
          handle.attach(IspDao.class).saveLogo(png, now);
          Audit.write(handle, now, actor, "settings.logo", "settings", Map.of("bytes", png.length));
        });
    return Response.noContent().build();
  }

  @DELETE
  @Allow(Role.OWNER)
  public Response remove(@Auth Actor actor) {
    Instant now = clock.instant();
    jdbi.useTransaction(
        handle -> {
          handle.attach(IspDao.class).deleteLogo();
          Audit.write(handle, now, actor, "settings.logo", "settings", Map.of("bytes", 0));
        });
    return Response.noContent().build();
  }

  private static byte[] redrawn(byte[] file) {
    if (file.length > LONGEST) {
      throw Problem.unprocessable("body", "has more than " + LONGEST + " bytes");
    }
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(PNG);
      ImageReader reader = readers.next();
      try {
        reader.setInput(in);
        // Asked before any pixel is unpacked: a small file may hold a huge picture.
        if (reader.getWidth(0) > WIDEST || reader.getHeight(0) > WIDEST) {
          throw Problem.unprocessable("body", "is wider or higher than " + WIDEST + " pixels");
        }
        BufferedImage picture = reader.read(0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", out);
        return out.toByteArray();
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      if (e instanceof Problem problem) {
        throw problem;
      }
      throw Problem.unprocessable("body", "is no PNG picture");
    }
  }
}
