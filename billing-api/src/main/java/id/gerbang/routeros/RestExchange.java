package id.gerbang.routeros;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.gerbang.routeros.RouterOsException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * HTTP with a router: one request at a time, so that it has one connection of ours, with a patience
 * of its own for each step, and ended by {@link #close} at any time.
 */
final class RestExchange implements AutoCloseable {

  private static final int LARGEST = (int) Answer.MOST_OCTETS;

  private final RouterAddress address;
  private final HttpClient http;
  private final String base;
  private final String authorization;
  private final Semaphore turn = new Semaphore(1, true);
  private volatile Runnable running = () -> {};
  private volatile boolean closed;

  RestExchange(RouterAddress address) {
    this.address = address;
    boolean secured = address.protocol() == RouterAddress.Protocol.REST_SSL;
    String host =
        address.host().contains(":")
            ? "[" + address.host().replace("%", "%25") + "]"
            : address.host();
    base = (secured ? "https://" : "http://") + host + ":" + address.port() + "/rest";
    if (URI.create(base).getHost() == null) {
      throw new RouterOsException(Kind.NAME_NOT_RESOLVED, host + " is no host of a URL");
    }
    byte[] login = (address.user() + ":" + address.password().clear()).getBytes(UTF_8);
    authorization = "Basic " + Base64.getEncoder().encodeToString(login);
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(address.connect());
    http = (secured ? client.sslContext(Tls.context(address.trust())) : client).build();
  }

  /** What came back, whatever it says. */
  record Reply(int status, byte[] octets) {}

  /**
   * @param path below {@code /rest}
   * @param body null: none
   * @throws RouterOsException no answer came, or not all of it
   */
  Reply ask(String method, String path, byte @Nullable [] body) {
    try {
      if (!turn.tryAcquire(address.answer().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new RouterOsException(Kind.NO_ANSWER, "to what was asked before");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RouterOsException(Kind.INTERRUPTED, "this thread was", e);
    }
    try {
      HttpResponse<InputStream> response = send(request(method, path, body));
      return new Reply(response.statusCode(), read(response.body()));
    } finally {
      running = () -> {};
      turn.release();
    }
  }

  private HttpRequest request(String method, String path, byte @Nullable [] body) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .header("Authorization", authorization)
        .header("Content-Type", "application/json")
        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
        .build();
  }

  private HttpResponse<InputStream> send(HttpRequest request) {
    CompletableFuture<HttpResponse<InputStream>> sent =
        http.sendAsync(request, BodyHandlers.ofInputStream());
    endedBy(() -> sent.cancel(true));
    try {
      Duration patience = address.connect().plus(address.answer());
      return sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (CancellationException e) {
      throw new RouterOsException(Kind.CLOSED_HERE, "", e);
    } catch (TimeoutException e) {
      throw new RouterOsException(Kind.NO_ANSWER, "", e);
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RouterOsException(Kind.INTERRUPTED, "this thread was", e);
    } finally {
      sent.cancel(true);
    }
  }

  private byte[] read(InputStream body) {
    Kind[] why = {Kind.ROUTER_CLOSED};
    endedBy(() -> close(body, why, Kind.CLOSED_HERE));
    try (body;
        Deadline ignored = new Deadline(address.answer(), () -> close(body, why, Kind.NO_ANSWER))) {
      byte[] octets = body.readNBytes(LARGEST + 1);
      if (octets.length > LARGEST) {
        throw new RouterOsException(Kind.TOO_MUCH, "more than " + (LARGEST >> 20) + " MiB");
      }
      return octets;
    } catch (IOException e) {
      throw new RouterOsException(why[0], Tcp.words(e), e);
    }
  }

  private static void close(InputStream body, Kind[] why, Kind reason) {
    why[0] = reason;
    try {
      body.close();
    } catch (IOException e) {
      // It was to be closed, and is.
    }
  }

  /** What {@link #close} ends, if it has not been called already. */
  private void endedBy(Runnable end) {
    running = end;
    if (closed) {
      end.run();
    }
  }

  private RouterOsException failed(@Nullable Throwable cause) {
    if (closed) {
      return new RouterOsException(Kind.CLOSED_HERE, "");
    }
    if (cause instanceof HttpTimeoutException late) {
      boolean connecting = late instanceof HttpConnectTimeoutException;
      return new RouterOsException(
          connecting ? Kind.UNREACHABLE : Kind.NO_ANSWER, Tcp.words(late), late);
    }
    if (cause instanceof ConnectException e) {
      return whyNoConnection(e);
    }
    if (cause instanceof SSLException e) {
      return Tls.refused(e, Kind.TLS_REFUSED);
    }
    if (cause instanceof ProtocolException e) {
      return new RouterOsException(Kind.NOT_UNDERSTOOD, Tcp.words(e), e);
    }
    if (cause instanceof IOException e) {
      return new RouterOsException(Kind.ROUTER_CLOSED, Tcp.words(e), e);
    }
    return new RouterOsException(Kind.NOT_UNDERSTOOD, String.valueOf(cause));
  }

  /** Java's client does not say whether the port is closed or the router away; a socket does. */
  private RouterOsException whyNoConnection(ConnectException otherwise) {
    try {
      Tcp.close(Tcp.connect(address));
      return Tcp.notConnected(address, otherwise);
    } catch (RouterOsException e) {
      return e;
    }
  }

  boolean isOpen() {
    return !closed;
  }

  @Override
  public void close() {
    closed = true;
    running.run();
  }
}
