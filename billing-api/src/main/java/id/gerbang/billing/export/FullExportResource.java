package id.gerbang.billing.export;

import id.gerbang.billing.http.AccessLog;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Role;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** {@code /export}: all lists at once, for an ISP that moves out or keeps a copy of its own. */
@Path("/api/v1/export")
public final class FullExportResource {

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;
  private final List<Object> resources;

  /**
   * @param resources whose lists are exported
   */
  public FullExportResource(Jdbi jdbi, Clock clock, ZoneId zone, List<Object> resources) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
    this.resources = List.copyOf(resources);
  }

  @GET
  @Produces("application/zip")
  @Allow(Role.OWNER)
  public Response everything(
      @Auth Actor actor, @Context HttpHeaders headers, @Context ContainerRequestContext request) {
    Instant now = clock.instant();
    jdbi.useTransaction(
        handle -> {
          AccessLog.read(handle, now, actor, "export:everything");
          Audit.write(handle, now, actor, "everything.export", "export", Map.of());
        });
    Archive archive = new Archive(Lists.of(resources, actor, headers), now, zone);
    StreamingOutput file = out -> FileAnswers.whole(request, () -> archive.write(out));
    return Response.ok(file)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"gerbang-%s.zip\"".formatted(LocalDate.ofInstant(now, zone)))
        .build();
  }
}
