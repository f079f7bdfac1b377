package id.gerbang.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import id.gerbang.app.start.CannotStartException;
import id.gerbang.radius.RadiusService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The admin port of the RADIUS service where it runs alone: {@code /metrics} and {@code
 * /healthcheck}, on loopback. Beside the billing service both stand on that one's port.
 */
final class RadiusAdmin implements AutoCloseable {

  private final HttpServer server;

  private RadiusAdmin(HttpServer server) {
    this.server = server;
  }

  static RadiusAdmin start(int port, RadiusService radius) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      RadiusAdminPart part = new RadiusAdminPart(radius);
      ProcessPart process = new ProcessPart();
      server.createContext(
          "/metrics", exchange -> answer(exchange, 200, part.metrics() + process.metrics()));
      server.createContext(
          "/healthcheck",
          exchange -> {
            String troubles = troubles(part.readiness());
            answer(
                exchange,
                troubles.isEmpty() ? 200 : 500,
                troubles.isEmpty() ? "ready\n" : troubles);
          });
      server.start();
      return new RadiusAdmin(server);
    } catch (IOException e) {
      throw new CannotStartException(
          "The admin port " + port + " can't be opened (" + e.getMessage() + ").", e);
    }
  }

  private static String troubles(Map<String, String> parts) {
    return parts.entrySet().stream()
        .filter(part -> !part.getValue().isEmpty())
        .map(part -> part.getKey() + ": " + part.getValue() + "\n")
        .collect(Collectors.joining());
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
