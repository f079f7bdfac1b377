package id.gerbang.billing.http;

import jakarta.annotation.Priority;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in whoever shows a bearer token of a role that the method {@link Allow}s: RFC 6750. A class
 * that is open to all says so with {@link PermitAll}; whatever says nothing is closed to all.
 */
public final class Bearer implements DynamicFeature {

  private static final Logger log = LoggerFactory.getLogger(Bearer.class);
  private static final String SCHEME = "Bearer ";

  private final Function<String, Optional<Actor>> tokens;

  /**
   * @param tokens whose token it is; empty: nobody's
   */
  public Bearer(Function<String, Optional<Actor>> tokens) {
    this.tokens = tokens;
  }

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    if (resource.getResourceClass().isAnnotationPresent(PermitAll.class)) {
      return;
    }
    Allow allow = resource.getResourceMethod().getAnnotation(Allow.class);
    context.register(new Door(allow == null ? Set.of() : Set.of(allow.value())));
  }

  @Priority(Priorities.AUTHENTICATION)
  private final class Door implements ContainerRequestFilter {

    private final Set<Role> roles;

    Door(Set<Role> roles) {
      this.roles = roles;
    }

    @Override
    public void filter(ContainerRequestContext request) {
      String header = request.getHeaderString("Authorization");
      if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
        throw Problem.unauthorized("Send a token: Authorization: Bearer TOKEN.");
      }
      Actor actor =
          tokens
              .apply(header.substring(SCHEME.length()).strip())
              .orElseThrow(() -> Problem.unauthorized("This token is unknown or revoked."));
      if (!roles.contains(actor.role())) {
        log.warn(
            "refused: {} ({}) may not {} {}",
            actor.name(),
            actor.role().text(),
            request.getMethod(),
            request.getUriInfo().getPath());
        throw Problem.forbidden("The role " + actor.role().text() + " may not do this.");
      }
      request.setSecurityContext(new Known(actor, request.getSecurityContext().isSecure()));
    }
  }

  private record Known(Actor actor, boolean isSecure) implements SecurityContext {

    @Override
    public Actor getUserPrincipal() {
      return actor;
    }

    @Override
    public boolean isUserInRole(String role) {
      return actor.role().text().equals(role);
    }

    @Override
    public String getAuthenticationScheme() {
      return "Bearer";
    }
  }
}
