package id.gerbang.billing.export;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** Lets JAX-RS reach Jetty's side of a request, where an answer can be cut off. */
public final class Connections implements Filter {

  static final String CHANNEL = "gerbang.export.channel";

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    request.setAttribute(
        CHANNEL, ServletContextRequest.getServletContextRequest(request).getServletChannel());
    chain.doFilter(request, response);
  }
}
