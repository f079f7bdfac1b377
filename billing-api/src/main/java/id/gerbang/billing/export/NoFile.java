package id.gerbang.billing.export;

import id.gerbang.billing.http.Page;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is neither a list nor makes files of its own is no file: 406. */
final class NoFile implements DynamicFeature {

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    boolean file =
        resource.getResourceMethod().getReturnType().equals(Page.class)
            || makesFiles(resource.getResourceMethod().getAnnotation(Produces.class))
            || makesFiles(resource.getResourceClass().getAnnotation(Produces.class));
    if (!file) {
      context.register(
          (ContainerRequestFilter)
              request -> {
                if (Exports.asked(request).isPresent()) {
                  throw new NotAcceptableException();
                }
              });
    }
  }

  private static boolean makesFiles(@Nullable Produces produces) {
    return produces != null
        && Arrays.stream(produces.value())
            .flatMap(types -> Stream.of(types.split(",")))
            .anyMatch(type -> Format.of(MediaType.valueOf(type.strip())).isPresent());
  }
}
