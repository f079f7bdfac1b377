package id.gerbang.billing.portal;

import id.gerbang.billing.http.ClientAddress;
import id.gerbang.billing.http.PublicUrl;
import id.gerbang.core.dictionary.AddressText;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Leads whoever is in the walled garden to its page. There the router sends every plain HTTP
 * request to us, so what arrives names some other host: any path of it is answered by a redirect.
 * Before any resource, since such a path may be none of ours.
 */
final class ForeignHosts implements Filter {

  /** What others call by whatever name they have for this machine. */
  private static final List<String> OUR_PATHS =
      List.of("/api/", "/webhooks/", "/pay/", "/incident/", "/isolir");

  private final Jdbi jdbi;
  private final Clock clock;
  private final PublicUrl publicUrl;
  private final ClientAddress clients;

  ForeignHosts(Jdbi jdbi, Clock clock, PublicUrl publicUrl, ClientAddress clients) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.publicUrl = publicUrl;
    this.clients = clients;
  }

  @Override
  public void doFilter(ServletRequest any, ServletResponse answer, FilterChain chain)
      throws IOException, ServletException {
    if (any instanceof HttpServletRequest request
        && answer instanceof HttpServletResponse response
        && isPlain(request)
        && isForeign(request)
        && isLost(request)) {
      response.setStatus(HttpServletResponse.SC_FOUND);
      response.setHeader("Location", publicUrl.of("/isolir"));
      response.setHeader("Cache-Control", "no-store");
      return;
    }
    chain.doFilter(any, answer);
  }

  private boolean isPlain(HttpServletRequest request) {
    return !request.isSecure()
        && !(clients.byProxy(request)
            && "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto")));
  }

  /** Neither our public name nor the address that the connection came to. */
  private boolean isForeign(HttpServletRequest request) {
    String forwarded = clients.byProxy(request) ? request.getHeader("X-Forwarded-Host") : null;
    String host =
        (forwarded == null ? request.getServerName() : forwarded.replaceAll(":\\d+$", ""))
            .toLowerCase(Locale.ROOT);
    if (host.equals("localhost") || publicUrl.host().filter(host::equalsIgnoreCase).isPresent()) {
      return false;
    }
    Optional<InetAddress> literal = AddressText.read(host.replaceAll("[\\[\\]]", ""));
    return literal.isEmpty()
        || !(literal.get().isLoopbackAddress()
            || literal.equals(
                AddressText.read(request.getLocalAddr().replaceAll("[\\[\\]]|%.*", ""))));
  }

  /**
   * Somebody who wants elsewhere: known to be in the walled garden, or asking for what we are not.
   * Without a configured name nobody can tell that ours is not meant: then only who is known
   * counts.
   */
  private boolean isLost(HttpServletRequest request) {
    String path = request.getRequestURI();
    if (publicUrl.host().isPresent() && OUR_PATHS.stream().noneMatch(path::startsWith)) {
      return true;
    }
    try {
      return jdbi.withHandle(
          handle ->
              Visitor.of(handle, clients.of(request), clock.instant())
                  .filter(Visitor::isWalled)
                  .isPresent());
    } catch (JdbiException databaseIsAway) {
      return false;
    }
  }
}
