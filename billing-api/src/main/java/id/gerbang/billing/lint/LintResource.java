package id.gerbang.billing.lint;

import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import id.gerbang.billing.configuration.Configurations;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.WithinReach;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** {@code /lint}: slips in a configuration, of a text that is not kept or of a router. */
@WithinReach
@Path("/api/v1/lint")
@Produces(MediaType.APPLICATION_JSON)
public final class LintResource {

  private final Configurations configurations;
  private final Language language;

  public LintResource(Configurations configurations, Language language) {
    this.configurations = configurations;
    this.language = language;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Allow({OWNER, TECHNICIAN})
  public LintView lint(@Auth Actor actor, LintRequest request, @Context HttpHeaders headers) {
    String text = request.text();
    Long routerId = request.routerId();
    if ((text == null) == (routerId == null)) {
      throw Problem.unprocessable("text", "or routerId is to be given, one of both");
    }
    if (text != null) {
      return ofText(text.getBytes(UTF_8), headers);
    }
    boolean fresh = Boolean.TRUE.equals(request.fresh());
    String kept = configurations.last(actor, Ref.id(routerId), fresh);
    return view(Linter.ofKept(kept), routerId, headers);
  }

  /** As it is copied from a terminal or a file. */
  @POST
  @Consumes(MediaType.TEXT_PLAIN)
  @Allow({OWNER, TECHNICIAN})
  public LintView lintText(byte[] text, @Context HttpHeaders headers) {
    return ofText(text, headers);
  }

  private LintView ofText(byte[] text, HttpHeaders headers) {
    Linter linter = Linter.ofExport(text);
    if (linter.items() == 0) {
      throw Problem.unprocessable(
          "text", "has no line that an export has, such as /interface vlan add");
    }
    return view(linter, null, headers);
  }

  private LintView view(Linter linter, @Nullable Long routerId, HttpHeaders headers) {
    return new LintWords(language.of(headers)).view(linter, routerId);
  }
}
