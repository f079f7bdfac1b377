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
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in whoever shows a bearer token, or a session, of a role that the method {@link Allow}s: RFC
 * 6750. A class that is open to all says so with {@link PermitAll}; whatever says nothing is closed
 * to all.
 */
public final class Bearer implements DynamicFeature {

  private static final Logger log = LoggerFactory.getLogger(Bearer.class);
  private static final String SCHEME = "Bearer ";

  /** What a request has that others on its way can read, although there is HTTPS. */
  public static final String IN_CLEAR = "gerbang.inClear";

  private static final String API = "api/v1/";

  private final Function<String, Optional<Caller>> callers;
  private final Paces paces;

  /**
   * @param callers whose token or session it is; empty: nobody's
   */
  public Bearer(Function<String, Optional<Caller>> callers) {
    this(callers, System::nanoTime);
  }

  Bearer(Function<String, Optional<Caller>> callers, LongSupplier nanoTime) {
    this.callers = callers;
    this.paces = new Paces(nanoTime);
  }

  /** What somebody may who has yet to choose a password of their own. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  public @interface BeforeNewPassword {}

  /** What somebody may who has yet to set up the second factor that is asked of the role. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  public @interface BeforeSecondFactor {}

  /**
   * What would lead beyond a token's scopes and end: making tokens and people, or setting where
   * money's keys go. A token that has any is refused.
   */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  public @interface NotNarrowed {}

  /** The token or session of a request; empty: none was shown. */
  public static Optional<String> shown(@Nullable String authorization) {
    return authorization == null
            || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? Optional.empty()
        : Optional.of(authorization.substring(SCHEME.length()).strip());
  }

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    if (resource.getResourceClass().isAnnotationPresent(PermitAll.class)) {
      return;
    }
    Allow allow = resource.getResourceMethod().getAnnotation(Allow.class);
    context.register(
        new Door(
            allow == null ? Set.of() : Set.of(allow.value()),
            resource.getResourceMethod().isAnnotationPresent(BeforeNewPassword.class),
            resource.getResourceMethod().isAnnotationPresent(BeforeSecondFactor.class),
            resource.getResourceMethod().isAnnotationPresent(NotNarrowed.class),
            resource.getResourceClass().isAnnotationPresent(WithinReach.class)));
  }

  @Priority(Priorities.AUTHENTICATION)
  private final class Door implements ContainerRequestFilter {

    private final Set<Role> roles;
    private final boolean beforeNewPassword;
    private final boolean beforeSecondFactor;
    private final boolean notNarrowed;
    private final boolean withinReach;

    Door(
        Set<Role> roles,
        boolean beforeNewPassword,
        boolean beforeSecondFactor,
        boolean notNarrowed,
        boolean withinReach) {
      this.roles = roles;
      this.beforeNewPassword = beforeNewPassword;
      this.beforeSecondFactor = beforeSecondFactor;
      this.notNarrowed = notNarrowed;
      this.withinReach = withinReach;
    }

    @Override
    public void filter(ContainerRequestContext request) {
      Caller caller = caller(request);
      int wait = paces.take(caller.key(), caller.pace());
      if (wait > 0) {
        throw Problem.tooMany("More requests than this token may send.", wait);
      }
      Actor actor = caller.actor();
      if (caller.isSession() && Boolean.TRUE.equals(request.getProperty(IN_CLEAR))) {
        throw refused(
            request, actor, "A session is for HTTPS: here others can read it along. Sign in anew.");
      }
      if (caller.mustChangePassword() && !beforeNewPassword) {
        throw Problem.forbidden("Choose a password of your own first: POST /api/v1/password.");
      }
      if (caller.mustEnrol() && !beforeSecondFactor) {
        throw Problem.forbidden("Set up a second factor first: POST /api/v1/second-factor.");
      }
      if (!roles.contains(actor.role())) {
        throw refused(request, actor, "The role " + actor.role().text() + " may not do this.");
      }
      String path = request.getUriInfo().getPath();
      String below = path.startsWith(API) ? path.substring(API.length()) : path;
      if (!caller.scopes().allow(request.getMethod(), below)) {
        throw refused(request, actor, "This token may not do this: its scope is narrower.");
      }
      if (notNarrowed && caller.narrowed()) {
        throw refused(
            request,
            actor,
            "A token with scopes or an end can't do this: it would get beyond them.");
      }
      if (!actor.reach().everything()) {
        if (!withinReach) {
          throw refused(
              request, actor, "This is not for those who are limited to areas or routers.");
        }
        CurrentReach.narrow(actor.reach());
      }
      request.setSecurityContext(new Known(actor, request.getSecurityContext().isSecure()));
    }

    private Caller caller(ContainerRequestContext request) {
      String token =
          shown(request.getHeaderString("Authorization"))
              .orElseThrow(
                  () -> Problem.unauthorized("Send a token: Authorization: Bearer TOKEN."));
      return callers
          .apply(token)
          .orElseThrow(() -> Problem.unauthorized("This token is unknown, expired or revoked."));
    }

    private Problem refused(ContainerRequestContext request, Actor actor, String why) {
      log.warn(
          "refused: {} ({}) may not {} {}",
          actor.name(),
          actor.role().text(),
          request.getMethod(),
          request.getUriInfo().getPath());
      return Problem.forbidden(why);
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
