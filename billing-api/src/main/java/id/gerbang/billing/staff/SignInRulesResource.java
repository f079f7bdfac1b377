package id.gerbang.billing.staff;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Bearer;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.Role;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** {@code /settings/sign-in}: of whom a second factor is asked. */
@Path("/api/v1/settings/sign-in")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class SignInRulesResource {

  private final Jdbi jdbi;
  private final Clock clock;

  public SignInRulesResource(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  @GET
  @Allow({Role.OWNER, Role.AUDITOR})
  public SignInRules read() {
    return jdbi.withHandle(SignInRulesResource::read);
  }

  /** Holds at once, also for those who are signed in. */
  @PUT
  @Bearer.NotNarrowed
  @Allow(Role.OWNER)
  public SignInRules change(@Auth Actor actor, SignInRules request) {
    SignInRules wanted = request.checked();
    return jdbi.inTransaction(
        handle -> {
          Instant now = clock.instant();
          SignInRules before = read(handle);
          handle.attach(SecondFactorDao.class).setRules(Json.text(wanted), now);
          Audit.write(
              handle,
              now,
              actor,
              "settings.sign_in",
              "settings",
              Map.of("before", before, "after", wanted));
          return wanted;
        });
  }

  private static SignInRules read(Handle handle) {
    return handle
        .attach(SecondFactorDao.class)
        .rules()
        .map(json -> Json.kept(json, SignInRules.class))
        .orElse(SignInRules.USUAL);
  }
}
