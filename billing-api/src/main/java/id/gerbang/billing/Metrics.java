package id.gerbang.billing;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/** {@code /metrics}: Prometheus text of this service and of the parts that share its admin port. */
final class Metrics extends HttpServlet implements ContainerResponseFilter {

  private static final long serialVersionUID = 1L;
  private static final int STATUS_CLASSES = 6;

  private final transient HikariDataSource pool;
  private final transient List<AdminPart> parts;
  private final AtomicLongArray answers = new AtomicLongArray(STATUS_CLASSES);

  Metrics(HikariDataSource pool, List<AdminPart> parts) {
    this.pool = pool;
    this.parts = parts;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    answers.incrementAndGet(Math.min(response.getStatus() / 100, STATUS_CLASSES - 1));
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain; version=0.0.4; charset=utf-8");
    response.getOutputStream().write(text().getBytes(StandardCharsets.UTF_8));
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    text.append("# HELP gerbang_http_answers_total Answers of the API, by class of status.\n");
    text.append("# TYPE gerbang_http_answers_total counter\n");
    for (int i = 2; i < STATUS_CLASSES; i++) {
      line(text, "gerbang_http_answers_total{status=\"" + i + "xx\"}", answers.get(i));
    }
    HikariPoolMXBean connections = pool.getHikariPoolMXBean();
    if (connections != null) {
      text.append("# HELP gerbang_billing_connections Connections to PostgreSQL, and who waits.\n");
      text.append("# TYPE gerbang_billing_connections gauge\n");
      line(text, connections("active"), connections.getActiveConnections());
      line(text, connections("idle"), connections.getIdleConnections());
      line(text, connections("awaited"), connections.getThreadsAwaitingConnection());
    }
    parts.forEach(part -> text.append(part.metrics()));
    return text.toString();
  }

  private static String connections(String state) {
    return "gerbang_billing_connections{state=\"" + state + "\"}";
  }

  private static void line(StringBuilder text, String name, long value) {
    text.append(name).append(' ').append(value).append('\n');
  }
}
