package id.gerbang.billing;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.health.HealthCheckRegistry;
import id.gerbang.billing.http.Json;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.validation.Validators;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.jetty.HttpsConnectorFactory;
import io.dropwizard.request.logging.ExternalRequestLogFactory;
import io.dropwizard.util.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dropwizard without its command line: the same environment and server, configured here, with
 * logging left to whoever started the process.
 */
final class HttpServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  private static final String LOOPBACK = "127.0.0.1";

  /** How long a stop waits for requests. */
  private static final Duration GRACE = Duration.seconds(5);

  /** How long a stop waits for connections that are open and say nothing. */
  private static final int IDLE_AT_STOP_MILLIS = 100;

  private static final String TLS = "SSL";

  private final Server server;

  private HttpServer(Server server) {
    this.server = server;
  }

  /**
   * @param wiring registers the resources
   */
  static HttpServer start(HttpConfig config, Consumer<Environment> wiring) {
    Configuration configuration = new Configuration();
    configuration.setServerFactory(serverFactory(config));
    Environment environment =
        new Environment(
            "gerbang-billing",
            Json.mapper(),
            Validators.newValidatorFactory(),
            new MetricRegistry(),
            HttpServer.class.getClassLoader(),
            new HealthCheckRegistry(),
            configuration);
    configuration.getServerFactory().configure(environment);
    wiring.accept(environment);
    HttpServer http = new HttpServer(configuration.getServerFactory().build(environment));
    for (Connector connector : http.server.getConnectors()) {
      if (connector instanceof ServerConnector port) {
        port.setShutdownIdleTimeout(IDLE_AT_STOP_MILLIS);
      }
    }
    http.server.setStopAtShutdown(false); // stopped in order, by whoever started the service
    try {
      http.server.start();
    } catch (Exception e) {
      http.close(); // one port may be open, and its threads hold the process
      Throwable why = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(
          "The HTTP server can't start: "
              + why.getMessage()
              + ". GERBANG_HTTP_PORT, GERBANG_HTTPS_PORT and GERBANG_ADMIN_PORT move its ports.",
          e);
    }
    return http;
  }

  private static DefaultServerFactory serverFactory(HttpConfig config) {
    HttpConnectorFactory http = new HttpConnectorFactory();
    http.setPort(config.httpPort());
    HttpConnectorFactory admin = new HttpConnectorFactory();
    admin.setPort(config.adminPort());
    admin.setBindHost(LOOPBACK);
    List<ConnectorFactory> connectors = new ArrayList<>(List.of(http));
    config.https().ifPresent(https -> connectors.add(https(https)));

    ExternalRequestLogFactory noRequestLog = new ExternalRequestLogFactory();
    noRequestLog.setEnabled(false);
    DefaultServerFactory factory = new DefaultServerFactory();
    factory.setApplicationConnectors(connectors);
    factory.setAdminConnectors(List.of(admin));
    factory.setRequestLogFactory(noRequestLog);
    factory.setRegisterDefaultExceptionMappers(false);
    factory.setShutdownGracePeriod(GRACE);
    return factory;
  }

  private static HttpsConnectorFactory https(HttpConfig.Https https) {
    HttpsConnectorFactory factory = new HttpsConnectorFactory();
    factory.setPort(https.port());
    factory.setKeyStorePath(https.keyStore().toString());
    factory.setKeyStorePassword(https.password());
    factory.setKeyStoreType("PKCS12");
    factory.setSupportedProtocols(List.of("TLSv1.2", "TLSv1.3"));
    factory.setDisableSniHostCheck(true); // reached by address as often as by name
    return factory;
  }

  int httpPort() {
    return port("application", false);
  }

  int httpsPort() {
    return port("application", true);
  }

  int adminPort() {
    return port("admin", false);
  }

  private int port(String name, boolean tls) {
    for (Connector connector : server.getConnectors()) {
      if (connector instanceof ServerConnector port
          && name.equals(port.getName())
          && tls == (port.getConnectionFactory(TLS) != null)) {
        return port.getLocalPort();
      }
    }
    return -1;
  }

  /** Waits for requests for a while; what takes longer is cut, and whatever it has open with it. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (TimeoutException e) {
      LOG.warn("requests were cut that went on for {} after the stop", GRACE);
    } catch (Exception e) {
      throw new IllegalStateException("The HTTP server does not stop: " + e.getMessage(), e);
    }
  }
}
