package id.gerbang.billing.staff;

import id.gerbang.billing.http.Bearer;
import id.gerbang.billing.http.ClientAddress;
import id.gerbang.billing.http.Problem;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Where there is HTTPS, passwords are not taken in clear: the plain port is open to the walled
 * garden, and to whoever listens there. This machine itself may, and a trusted proxy is believed
 * about how it was asked.
 */
public final class OverTls {

  private final ClientAddress clients;
  private final boolean offered;

  /**
   * @param offered whether there is HTTPS, here or in front
   */
  public OverTls(ClientAddress clients, boolean offered) {
    this.clients = clients;
    this.offered = offered;
  }

  /** Notes it on a request that comes in clear, for {@link Bearer}. */
  public void note(HttpServletRequest request) {
    if (offered && isInClear(request)) {
      request.setAttribute(Bearer.IN_CLEAR, true);
    }
  }

  void require(HttpServletRequest request) {
    if (offered && isInClear(request)) {
      throw Problem.forbidden("Sign in over HTTPS: here others can read the password along.");
    }
  }

  private boolean isInClear(HttpServletRequest request) {
    if (request.isSecure() || clients.of(request).isLoopbackAddress()) {
      return false;
    }
    return !clients.byProxy(request)
        || "http".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
  }
}
