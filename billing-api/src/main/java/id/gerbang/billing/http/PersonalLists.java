package id.gerbang.billing.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.time.Clock;
import org.jdbi.v3.core.Jdbi;

/** Notes who reads a {@link Personal} list, once {@link Bearer} has let them in. */
public final class PersonalLists implements DynamicFeature {

  private static final String API = "api/v1/";

  private final Jdbi jdbi;
  private final Clock clock;

  public PersonalLists(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    if (resource.getResourceMethod().isAnnotationPresent(Personal.class)) {
      context.register(new Note());
    }
  }

  @Priority(Priorities.AUTHORIZATION)
  private final class Note implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
      if (request.getSecurityContext().getUserPrincipal() instanceof Actor actor) {
        String path = request.getUriInfo().getPath();
        String list = path.startsWith(API) ? path.substring(API.length()) : path;
        jdbi.useTransaction(
            handle -> AccessLog.read(handle, clock.instant(), actor, "list:" + list));
      }
    }
  }
}
