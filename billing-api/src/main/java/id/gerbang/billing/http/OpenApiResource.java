package id.gerbang.billing.http;

import com.fasterxml.jackson.annotation.JsonView;
import io.dropwizard.auth.Auth;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.jaxrs2.ResolvedParameter;
import io.swagger.v3.jaxrs2.ext.AbstractOpenAPIExtension;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtension;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtensions;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/openapi.json}: the API as the resources themselves say it, read once when asked. */
@PermitAll
@Path("/api/openapi.json")
public final class OpenApiResource {

  private static final String SCHEME = "bearer";
  private static final Required REQUIRED = new Required();

  private final Set<Class<?>> resources;
  private @Nullable String document;

  private OpenApiResource(Set<Class<?>> resources) {
    this.resources = resources;
  }

  /**
   * @param resources named one by one: no class path is searched
   */
  public static OpenApiResource of(Set<Class<?>> resources) {
    return new OpenApiResource(resources);
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public synchronized String document() {
    if (document == null) {
      document = io.swagger.v3.core.util.Json.pretty(read());
    }
    return document;
  }

  private OpenAPI read() {
    List<OpenAPIExtension> extensions = new ArrayList<>(OpenAPIExtensions.getExtensions());
    extensions.removeIf(Access.class::isInstance);
    extensions.add(0, new Access());
    OpenAPIExtensions.setExtensions(extensions);
    OpenAPI api =
        new OpenAPI()
            .info(new Info().title("Gerbang").version("v1"))
            .components(
                new Components()
                    .addSecuritySchemes(
                        SCHEME, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme(SCHEME)))
            .addSecurityItem(new SecurityRequirement().addList(SCHEME));
    ModelConverters.getInstance().addConverter(REQUIRED);
    return Specification.completed(new Reader(api).read(resources));
  }

  /** The actor comes from the token, not from the request; and some things want none. */
  private static final class Access extends AbstractOpenAPIExtension {

    @Override
    public void decorateOperation(
        Operation operation, Method method, Iterator<OpenAPIExtension> chain) {
      if (method.isAnnotationPresent(PermitAll.class)
          || method.getDeclaringClass().isAnnotationPresent(PermitAll.class)) {
        operation.setSecurity(List.of());
      }
      Produces produces = method.getAnnotation(Produces.class);
      if (produces != null && !produces.value()[0].equals(MediaType.APPLICATION_JSON)) {
        operation.setResponses(Specification.file(produces.value()));
      }
      super.decorateOperation(operation, method, chain);
    }

    @Override
    public ResolvedParameter extractParameters(
        List<Annotation> annotations,
        Type type,
        Set<Type> typesToSkip,
        Components components,
        Consumes classConsumes,
        Consumes methodConsumes,
        boolean includeRequestBody,
        JsonView jsonViewAnnotation,
        Iterator<OpenAPIExtension> chain) {
      return annotations.stream().anyMatch(Auth.class::isInstance)
          ? new ResolvedParameter()
          : super.extractParameters(
              annotations,
              type,
              typesToSkip,
              components,
              classConsumes,
              methodConsumes,
              includeRequestBody,
              jsonViewAnnotation,
              chain);
    }
  }
}
