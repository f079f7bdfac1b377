package id.gerbang.billing.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;

/** Tells {@link RequestBodies} where a body may be longer than others'. */
public final class LongBodies implements DynamicFeature {

  static final String LONGEST = "gerbang.longest-body";

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    LongBody allowed = resource.getResourceMethod().getAnnotation(LongBody.class);
    if (allowed != null) {
      context.register(new Allowance(allowed.value()));
    }
  }

  @Priority(Priorities.ENTITY_CODER - 1)
  private static final class Allowance implements ContainerRequestFilter {

    private final int longest;

    Allowance(int longest) {
      this.longest = longest;
    }

    @Override
    public void filter(ContainerRequestContext request) {
      request.setProperty(LONGEST, longest);
    }
  }
}
