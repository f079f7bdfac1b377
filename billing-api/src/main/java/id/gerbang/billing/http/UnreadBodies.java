package id.gerbang.billing.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * Passes over what was not read of a body when the answer is out (RFC 9112 §9.6). Clients send a
 * body whatever they hear: with the connection closed on them they would lose the answer, or their
 * next request, which is none of those that may be sent again. Not in the walled garden, where all
 * that isolated phones send would hold a thread each.
 */
public final class UnreadBodies implements Filter {

  /** Of longer ones the connection ends. */
  private static final int MOST = 16 << 20;

  private static final int AT_A_TIME = 8192;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, response);
    if (request instanceof HttpServletRequest http && isSending(http) && !http.isAsyncStarted()) {
      response.flushBuffer();
      passOver(http.getInputStream());
    }
  }

  /** Not who waits to be asked for it: it is sent no more. */
  private static boolean isSending(HttpServletRequest request) {
    boolean body =
        request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    return body && request.getHeader("Expect") == null;
  }

  private static void passOver(ServletInputStream body) throws IOException {
    byte[] some = new byte[AT_A_TIME];
    int left = MOST;
    while (left > 0 && !body.isFinished()) {
      int read = body.read(some);
      if (read < 0) {
        return;
      }
      left -= read;
    }
  }
}
