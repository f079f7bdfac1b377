package id.gerbang.billing.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls a provider: JSON both ways, no redirects, a few calls at once, each ended after some
 * seconds whatever the other side does. Whatever is not a JSON answer below 500 is no answer.
 */
final class ProviderClient implements AutoCloseable {

  private static final int AT_ONCE = 8;
  private static final int LONGEST = 256 << 10;
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Duration patience;
  private final Semaphore calls = new Semaphore(AT_ONCE);
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, daemons("http"));
  private final ExecutorService readers = Executors.newFixedThreadPool(AT_ONCE, daemons("read"));
  private final HttpClient http;

  ProviderClient(Duration patience) {
    this.patience = patience;
    http =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience)
            .executor(threads)
            .build();
  }

  /** What was answered. */
  record Answer(int status, JsonNode json) {

    /** Beyond a no of the provider's: it could not be what we meant. */
    JsonNode orRefused() {
      if (status >= 400) {
        throw new RefusedException(status, words());
      }
      return json;
    }

    /** Why, in the provider's words, cut short. */
    String words() {
      String all =
          ProviderJson.text(json, "status_message")
              .or(() -> ProviderJson.text(json, "message"))
              .or(() -> ProviderJson.first(json.path("error_messages")))
              .orElse("no reason given");
      return all.substring(0, Math.min(all.length(), 200));
    }
  }

  /**
   * @param body null: a GET
   */
  Answer call(URI uri, @Nullable JsonNode body, Map<String, String> headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(patience);
    headers.forEach(request::setHeader);
    request.setHeader("Accept", "application/json");
    if (body != null) {
      request.setHeader("Content-Type", "application/json");
      request.POST(BodyPublishers.ofByteArray(ProviderJson.bytes(body)));
    }
    if (!calls.tryAcquire()) {
      throw new NoAnswerException("too many calls to " + uri.getHost() + " wait already");
    }
    try {
      return exchange(request.build());
    } finally {
      calls.release();
    }
  }

  /** The deadline covers the body too: one that drips is no answer either. */
  private Answer exchange(HttpRequest request) {
    CompletableFuture<HttpResponse<InputStream>> sent =
        http.sendAsync(request, BodyHandlers.ofInputStream());
    CompletableFuture<Answer> read = sent.thenApplyAsync(ProviderClient::answer, readers);
    try {
      return read.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new NoAnswerException("no answer within " + patience.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof NoAnswerException none ? none : failed(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswerException("interrupted");
    } finally {
      read.cancel(true);
      sent.cancel(true);
      sent.thenAccept(ProviderClient::discard);
    }
  }

  private static NoAnswerException failed(@Nullable Throwable cause) {
    String kind = cause == null ? "no connection" : cause.getClass().getSimpleName();
    return new NoAnswerException("no connection: " + kind);
  }

  private static Answer answer(HttpResponse<InputStream> response) {
    if (response.statusCode() >= 500 || response.statusCode() / 100 == 3) {
      discard(response);
      throw new NoAnswerException("answered " + response.statusCode());
    }
    try (InputStream in = response.body()) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new NoAnswerException("answered more than " + LONGEST + " bytes");
      }
      return new Answer(response.statusCode(), ProviderJson.read(bytes));
    } catch (UnreadableException e) {
      throw new NoAnswerException("answered " + response.statusCode() + " and " + e.words());
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static void discard(HttpResponse<InputStream> response) {
    try {
      response.body().close();
    } catch (IOException e) {
      // It was to be closed, and is.
    }
  }

  private static java.util.concurrent.ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, "gateway-" + name);
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public void close() {
    threads.shutdownNow();
    readers.shutdownNow();
  }
}
