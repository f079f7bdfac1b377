package id.gerbang.billing;

import com.codahale.metrics.health.HealthCheck;
import com.codahale.metrics.health.HealthCheckRegistry;
import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.billing.console.LandingResource;
import id.gerbang.billing.export.Connections;
import id.gerbang.billing.export.Exports;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Bearer;
import id.gerbang.billing.http.CurrentReach;
import id.gerbang.billing.http.LongBodies;
import id.gerbang.billing.http.OpenApiResource;
import id.gerbang.billing.http.PersonalLists;
import id.gerbang.billing.http.ProblemMapper;
import id.gerbang.billing.http.QueryLimit;
import id.gerbang.billing.http.RequestBodies;
import id.gerbang.billing.http.SecurityHeaders;
import id.gerbang.billing.http.UnreadBodies;
import id.gerbang.billing.portal.Portal;
import id.gerbang.billing.staff.Callers;
import id.gerbang.billing.staff.OverTls;
import io.dropwizard.auth.AuthValueFactoryProvider;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/**
 * What stands before the resources and beside them: who asks, how much of what, the pages, the
 * metrics and the readiness.
 *
 * @param pages for whoever does not sign in
 * @param parts of other services in this process
 */
record HttpWiring(
    Jdbi jdbi,
    Clock clock,
    ZoneId zone,
    HikariDataSource pool,
    Callers callers,
    OverTls overTls,
    Portal portal,
    List<Object> pages,
    List<Object> resources,
    List<AdminPart> parts,
    AdminPart money)
    implements Consumer<Environment> {

  static Set<Class<?>> classes(List<Object> resources) {
    return resources.stream().map(Object::getClass).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void accept(Environment environment) {
    JerseyEnvironment jersey = environment.jersey();
    jersey.register(new ProblemMapper());
    jersey.register(new SecurityHeaders());
    jersey.register(new LongBodies());
    jersey.register(new RequestBodies());
    jersey.register(new Bearer(callers));
    jersey.register(new PersonalLists(jdbi, clock));
    jersey.register(new AuthValueFactoryProvider.Binder<>(Actor.class));
    jersey.register(new Exports(jdbi, clock, zone));
    environment
        .servlets()
        .addFilter("unread-bodies", new UnreadBodies())
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/api/*");
    environment
        .servlets()
        .addFilter("connections", new Connections())
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/api/*");
    environment
        .servlets()
        .addFilter("in-clear", this::noted)
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/api/*");
    resources.forEach(jersey::register);
    jersey.register(new LandingResource());
    pages.forEach(jersey::register);
    environment
        .servlets()
        .addFilter("walled-garden", portal.foreignHosts())
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    jersey.register(OpenApiResource.of(classes(resources)));

    List<AdminPart> measured = new ArrayList<>(parts);
    measured.add(money);
    Metrics metrics = new Metrics(pool, measured);
    jersey.register(metrics);
    environment.admin().addServlet("prometheus", metrics).addMapping("/metrics");
    readiness(environment.healthChecks(), parts);
    environment
        .servlets()
        .addFilter("reach", HttpWiring::withinItsReach)
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
  }

  private void noted(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest http) {
      overTls.note(http);
    }
    chain.doFilter(request, response);
  }

  /**
   * The reach of a request, and how long its queries may take, end with it, after the last of its
   * answer is written.
   */
  private static void withinItsReach(
      ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    QueryLimit.begin();
    try {
      chain.doFilter(request, response);
    } finally {
      QueryLimit.end();
      CurrentReach.widen();
    }
  }

  private void readiness(HealthCheckRegistry checks, List<AdminPart> parts) {
    checks.register(
        "database",
        new HealthCheck() {
          @Override
          protected Result check() {
            jdbi.useHandle(handle -> handle.execute("SELECT 1"));
            return Result.healthy();
          }
        });
    for (AdminPart part : parts) {
      part.readiness().keySet().forEach(name -> checks.register(name, new PartCheck(part, name)));
    }
  }

  /** Readiness of a part of another service. */
  private static final class PartCheck extends HealthCheck {

    private final AdminPart part;
    private final String name;

    PartCheck(AdminPart part, String name) {
      this.part = part;
      this.name = name;
    }

    @Override
    protected Result check() {
      String trouble = part.readiness().getOrDefault(name, "");
      return trouble.isEmpty() ? Result.healthy() : Result.unhealthy("%s", trouble);
    }
  }
}
