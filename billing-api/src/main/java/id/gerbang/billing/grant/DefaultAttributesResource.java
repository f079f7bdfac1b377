package id.gerbang.billing.grant;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Role;
import id.gerbang.core.dictionary.Dictionary;
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

/** {@code /settings/attributes}: what every grant has. */
@Path("/api/v1/settings/attributes")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class DefaultAttributesResource {

  private final Jdbi jdbi;
  private final Clock clock;
  private final Dictionary dictionary;

  public DefaultAttributesResource(Jdbi jdbi, Clock clock, Dictionary dictionary) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.dictionary = dictionary;
  }

  @GET
  @Allow({Role.OWNER, Role.BILLING, Role.TECHNICIAN, Role.AUDITOR})
  public DefaultAttributes read() {
    return jdbi.withHandle(DefaultAttributesResource::read);
  }

  @PUT
  @Allow(Role.OWNER)
  public DefaultAttributes change(@Auth Actor actor, DefaultAttributes request) {
    DefaultAttributes wanted = request.checked(dictionary);
    Instant now = clock.instant();
    return jdbi.inTransaction(
        handle -> {
          DefaultAttributes before = read(handle);
          handle
              .attach(DefaultAttributesDao.class)
              .set(AttributeField.texts(wanted.attributes()), now);
          Audit.write(
              handle,
              now,
              actor,
              "settings.attributes",
              "settings",
              Map.of("before", before, "after", wanted));
          return read(handle);
        });
  }

  private static DefaultAttributes read(Handle handle) {
    return new DefaultAttributes(
        AttributeField.of(handle.attach(DefaultAttributesDao.class).read()));
  }
}
