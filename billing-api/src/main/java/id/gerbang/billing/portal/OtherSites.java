package id.gerbang.billing.portal;

import id.gerbang.billing.http.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;

/**
 * Tells a form that another site has sent from one of ours. A browser that says where a form comes
 * from is believed; one that says nothing is old, and the payment link's code is a secret that
 * other sites don't have.
 */
public final class OtherSites {

  private final ClientAddress clients;

  public OtherSites(ClientAddress clients) {
    this.clients = clients;
  }

  public boolean sent(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !site.equals("same-origin") && !site.equals("none");
    }
    String origin = request.getHeader("Origin");
    // "null" is what a browser says that is told to send no referrer, as our pages do.
    return origin != null && !origin.equals("null") && !isOurs(origin, request);
  }

  private boolean isOurs(String origin, HttpServletRequest request) {
    String forwarded = clients.byProxy(request) ? request.getHeader("X-Forwarded-Host") : null;
    String host = forwarded == null ? request.getHeader("Host") : forwarded;
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority != null && authority.equalsIgnoreCase(host);
    } catch (IllegalArgumentException noOrigin) {
      return false;
    }
  }
}
