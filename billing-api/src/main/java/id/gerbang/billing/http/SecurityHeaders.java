package id.gerbang.billing.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;

/**
 * What every answer tells a browser: keep nothing, guess nothing, run nothing, frame nothing;
 * unless it says otherwise.
 */
public final class SecurityHeaders implements ContainerResponseFilter {

  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    MultivaluedMap<String, Object> headers = response.getHeaders();
    headers.putSingle("X-Content-Type-Options", "nosniff");
    headers.putSingle("Referrer-Policy", "no-referrer");
    // A page says itself what it needs: a form, a picture, a style that may be kept.
    headers.computeIfAbsent("Cache-Control", name -> new ArrayList<>(List.of("no-store")));
    headers.computeIfAbsent(
        "Content-Security-Policy", name -> new ArrayList<>(List.of(CONTENT_SECURITY_POLICY)));
    if (request.getSecurityContext().isSecure()) {
      headers.putSingle("Strict-Transport-Security", "max-age=31536000");
    }
  }
}
