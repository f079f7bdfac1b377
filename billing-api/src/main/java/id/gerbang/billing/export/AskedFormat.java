package id.gerbang.billing.export;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;

/**
 * Notes that a file is wanted most, and lets the request through to a resource that answers JSON
 * too: a list becomes the file afterwards.
 */
@PreMatching
final class AskedFormat implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext request) {
    if (!request.getMethod().equals(HttpMethod.GET)) {
      return;
    }
    Format.of(request.getAcceptableMediaTypes().get(0))
        .ifPresent(
            format -> {
              Exports.ask(request, format);
              String accept = request.getHeaderString(HttpHeaders.ACCEPT);
              request
                  .getHeaders()
                  .putSingle(HttpHeaders.ACCEPT, accept + ", application/json;q=0.001");
            });
  }
}
